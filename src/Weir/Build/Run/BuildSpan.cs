using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Diagnostics;

namespace Weir.Build.Run;

/// <summary>
/// The span of a build with one span in it for each of its stages, and their figures: a stage lasts until the next one begins.
/// Used by one thread at a time.
/// </summary>
internal sealed class BuildSpan : IDisposable
{
    private static readonly Histogram<double> StageDuration = WeirTelemetry.Meter.CreateHistogram(
        "weir.stage.duration", "s", "How long a stage of a build took.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20] });

    private readonly Activity? _build = WeirTelemetry.Start("weir.build");
    private readonly TimeProvider _clock;
    private Activity? _span;
    private string? _stage;
    private long _started;

    public BuildSpan(TimeProvider clock) => _clock = clock;

    /// <summary>A stage begins, which ends the one before.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="output">The table it is about; null for the whole build.</param>
    public void Enter(BuildStage stage, string? output = null)
    {
        End("ok");
        (_stage, _started) = (stage.ToString().ToLowerInvariant(), _clock.GetTimestamp());
        _span = WeirTelemetry.Start("weir.build.stage")?.SetTag("weir.stage", _stage).SetTag("weir.table", output).AddEvent(new ActivityEvent("stage.start"));
    }

    /// <summary>The build has failed, in the stage that it was in.</summary>
    public void Fail(Exception failure)
    {
        End("error");
        WeirTelemetry.Fail(_build, failure, "build");
    }

    public void Dispose()
    {
        End("ok");
        _build?.Dispose();
    }

    private void End(string status)
    {
        if (_stage is not { } stage)
            return;
        _stage = null;
        StageDuration.Tell(_clock.GetElapsedTime(_started).TotalSeconds, new TagList { { "stage", stage }, { "status", status } });
        _span?.AddEvent(new ActivityEvent("stage.end"));
        _span?.Dispose();
        _span = null;
    }
}
