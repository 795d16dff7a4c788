package io.millrace.operator.topics.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.kafka.KafkaCalls;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What brokers with ACLs say, which the ones of the contract do not have. */
class ConsumerGroupsTest {

    private static final String GROUP = "millrace.shop.totals.canary";

    record Answer(String name, KafkaFuture<ConsumerGroupDescription> told, Observed<Boolean> isInUse) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Answer> answers() {
        return Stream.of(
                new Answer(
                        "may be deleted",
                        empty(Set.of(AclOperation.DESCRIBE, AclOperation.DELETE)),
                        Observed.found(false)),
                new Answer("brokers that do not tell", empty(null), Observed.found(false)),
                new Answer("may not be deleted", empty(Set.of(AclOperation.DESCRIBE)), Observed.absent()),
                new Answer(
                        "may not be looked at",
                        failed(GroupAuthorizationException.forGroupId(GROUP)),
                        Observed.absent()),
                new Answer("is gone", failed(new GroupIdNotFoundException(GROUP)), Observed.absent()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void only_what_may_be_deleted_is_there_to_be_deleted(Answer given) {
        // when
        Observed<Boolean> seen = groups(given.told()).isInUse(GROUP);
        // then
        assertThat(seen).isEqualTo(given.isInUse());
    }

    @Test
    void any_other_refusal_is_no_answer() {
        // when
        Observed<Boolean> seen =
                groups(failed(new InvalidGroupIdException("no"))).isInUse(GROUP);
        // then
        assertThat(seen.outage())
                .hasValueSatisfying(outage -> assertThat(outage.reason()).isEqualTo(Reason.KAFKA_REFUSED));
    }

    private static KafkaFuture<ConsumerGroupDescription> empty(@Nullable Set<AclOperation> rights) {
        return KafkaFuture.completedFuture(new ConsumerGroupDescription(
                GROUP,
                true,
                List.of(),
                "",
                GroupType.CLASSIC,
                GroupState.EMPTY,
                Node.noNode(),
                rights,
                Optional.empty(),
                Optional.empty()));
    }

    private static KafkaFuture<ConsumerGroupDescription> failed(Exception with) {
        KafkaFutureImpl<ConsumerGroupDescription> failed = new KafkaFutureImpl<>();
        failed.completeExceptionally(with);
        return failed;
    }

    // It tells rights only to whom asks for them, as brokers do.
    private static ConsumerGroups groups(KafkaFuture<ConsumerGroupDescription> told) {
        Object admin = Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("describeConsumerGroups");
                    assertThat(((DescribeConsumerGroupsOptions) arguments[1]).includeAuthorizedOperations())
                            .isTrue();
                    return new DescribeConsumerGroupsResult(Map.of(GROUP, told));
                });
        return new ConsumerGroups(() -> (Admin) admin, new KafkaCalls("main"));
    }
}
