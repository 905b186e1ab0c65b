using System.Text.Json.Serialization;
using Weir.Plugins;

namespace Weir;

/// <summary>What a runtime tells about its work. Immutable.</summary>
public sealed record DiagnosticsProfile
{
    /// <summary>Whether plans are kept.</summary>
    public bool? CaptureExplain { get; init; }

    /// <summary>Whether plans are kept at length.</summary>
    public bool? ExplainVerbose { get; init; }

    /// <summary>Whether plans are kept with what each step did.</summary>
    public bool? ExplainAnalyze { get; init; }

    /// <summary>Milliseconds from which a query is slow.</summary>
    public double? ExplainAnalyzeThresholdMs
    {
        get;
        init => field = value is { } number && !double.IsFinite(number) ? throw new ArgumentOutOfRangeException(nameof(value), value, "A time is a finite number.") : value;
    }

    /// <summary>How much of a slow query's plan is kept.</summary>
    public string? ExplainAnalyzeLevel { get; init; }

    /// <summary>Whether plans are artefacts.</summary>
    public bool? CapturePlanArtifacts { get; init; }

    /// <summary>Whether the difference of two plans is kept.</summary>
    public bool? CaptureSemanticDiff { get; init; }

    /// <summary>Whether findings on the quality of data are told.</summary>
    public bool? EmitSemanticQualityDiagnostics { get; init; }

    /// <summary>Where artefacts go.</summary>
    public DiagnosticsTarget DiagnosticsSink { get; init; }

    /// <summary>Whether plans are held against Substrait.</summary>
    public bool SubstraitValidation { get; init; }

    /// <summary>Whether a plan is made twice and compared.</summary>
    public bool ValidatePlanDeterminism { get; init; }

    /// <summary>Whether builds refuse functions that can answer differently.</summary>
    public bool StrictDeterminism { get; init; } = true;
}

/// <summary>Where artefacts of diagnostics go.</summary>
[JsonConverter(typeof(SnakeCaseEnum<DiagnosticsTarget>))]
public enum DiagnosticsTarget
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Into memory.</summary>
    Memory,

    /// <summary>To OpenTelemetry.</summary>
    Otel,
}
