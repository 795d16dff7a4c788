package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** Which savepoints are taken besides those of upgrades, and how many are kept. */
public record SavepointsSpec(
        @Size(min = 9, max = 100)
                @JsonPropertyDescription(
                        "When to take one while the job runs on, as in cron: minute, hour, day of month, month, day of week; in UTC. Default: never.")
                String schedule,
        @Default("10")
                @Min(1)
                @Max(50)
                @JsonPropertyDescription("How many are kept. The newest of the current revision always is.")
                Integer keep) {}
