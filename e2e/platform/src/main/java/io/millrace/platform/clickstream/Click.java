package io.millrace.platform.clickstream;

import java.util.Optional;

/** One record of the stream: the partition it goes to, the event, and what is wrong with it. */
public record Click(int partition, ShopEvent event, Optional<Fault> fault) {}
