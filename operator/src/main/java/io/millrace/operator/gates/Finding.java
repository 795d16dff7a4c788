package io.millrace.operator.gates;

import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;

/** @param why in figures, without the gate's name */
record Finding(ComparisonVerdict verdict, String why) {

    static Finding passed(String why) {
        return new Finding(ComparisonVerdict.PASSED, why);
    }

    static Finding failed(String why) {
        return new Finding(ComparisonVerdict.FAILED, why);
    }

    static Finding inconclusive(String why) {
        return new Finding(ComparisonVerdict.INCONCLUSIVE, why);
    }
}
