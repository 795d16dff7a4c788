package io.millrace.operator.topics.admin;

import io.millrace.operator.kafka.KafkaCalls;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.SystemException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/** Consumer groups that nobody needs any more. */
final class ConsumerGroups {

    private final Admin admin;
    private final KafkaCalls calls;

    ConsumerGroups(Admin admin, KafkaCalls calls) {
        this.admin = admin;
        this.calls = calls;
    }

    Observed<Boolean> isInUse(String group) {
        try {
            ConsumerGroupDescription described = calls.answer(
                            admin.describeConsumerGroups(List.of(group)).all())
                    .values()
                    .iterator()
                    .next();
            // Brokers before 4.0 say so of a group that they do not know.
            return described.groupState() == GroupState.DEAD
                    ? Observed.absent()
                    : Observed.found(!described.members().isEmpty());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof GroupIdNotFoundException
                    ? Observed.absent()
                    : Observed.unreachable(calls.translate(cause, "consumer group " + group + " cannot be looked at")
                            .outage());
        } catch (SystemException away) {
            return Observed.unreachable(away.outage());
        }
    }

    void forget(String group) {
        try {
            calls.answer(admin.deleteConsumerGroups(List.of(group)).all());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // The next look will tell who is in it.
            if (!(cause instanceof GroupIdNotFoundException) && !(cause instanceof GroupNotEmptyException)) {
                throw calls.translate(cause, "consumer group " + group + " cannot be deleted");
            }
        }
    }
}
