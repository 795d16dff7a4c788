package io.millrace.operator.topics.admin;

import io.millrace.operator.kafka.KafkaCalls;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.SystemException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Consumer groups that nobody needs any more. */
final class ConsumerGroups {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerGroups.class);

    private final Supplier<Admin> admin;
    private final KafkaCalls calls;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ConsumerGroups(Supplier<Admin> admin, KafkaCalls calls) {
        this.admin = admin;
        this.calls = calls;
    }

    Observed<Boolean> isInUse(String group) {
        try {
            ConsumerGroupDescription described = calls.answer(admin.get()
                            .describeConsumerGroups(
                                    List.of(group),
                                    new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                            .all())
                    .values()
                    .iterator()
                    .next();
            // Brokers before 4.0 say so of a group that they do not know.
            if (described.groupState() == GroupState.DEAD) {
                return Observed.absent();
            }
            return mayBeDeleted(described) ? Observed.found(!described.members().isEmpty()) : leftToKafka(group);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof GroupAuthorizationException) {
                return leftToKafka(group);
            }
            return cause instanceof GroupIdNotFoundException
                    ? Observed.absent()
                    : Observed.unreachable(calls.translate(cause, "consumer group " + group + " cannot be looked at")
                            .outage());
        } catch (SystemException away) {
            return Observed.unreachable(away.outage());
        }
    }

    // Where the brokers do not tell, the deletion will.
    private static boolean mayBeDeleted(ConsumerGroupDescription described) {
        Set<AclOperation> rights = described.authorizedOperations();
        return rights == null || rights.contains(AclOperation.DELETE);
    }

    // Nothing can be done about it, and nothing is to wait for a right that may never be given.
    private Observed<Boolean> leftToKafka(String group) {
        if (told.add(group)) {
            LOG.info("Consumer group {} is left to Kafka: its ACLs do not let Millrace delete it", group);
        }
        return Observed.absent();
    }

    void forget(String group) {
        try {
            calls.answer(admin.get().deleteConsumerGroups(List.of(group)).all());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // The next look will tell who is in it.
            if (!(cause instanceof GroupIdNotFoundException) && !(cause instanceof GroupNotEmptyException)) {
                throw calls.translate(cause, "consumer group " + group + " cannot be deleted");
            }
        }
    }
}
