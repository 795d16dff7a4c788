/**
 * The StreamingPipeline resource, version v1alpha1. What a field means stands in its description, where
 * {@code kubectl explain} shows it. A field that may be left out is {@code null} when it was and has no default.
 */
package io.millrace.api.v1alpha1;
