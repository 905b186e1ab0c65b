namespace Weir.Diagnostics;

/// <summary>
/// Takes what a runtime tells about itself. Both methods are called by many threads at once, on the threads that do the work,
/// so they return soon: what takes time is queued. What they throw is logged and counted and never fails the work.
/// They are not called again once the runtime is disposed; a sink belongs to who made it, who disposes it after the runtime.
/// </summary>
public interface IDiagnosticsSink
{
    /// <summary>Takes what happened. Records of one thread come in their order.</summary>
    /// <param name="diagnosticsEvent">What happened; immutable, may be kept.</param>
    void RecordEvent(DiagnosticsEvent diagnosticsEvent);

    /// <summary>Takes what was found. As for events otherwise.</summary>
    /// <param name="artifact">What was found; immutable, may be kept.</param>
    void RecordArtifact(DiagnosticsArtifact artifact);
}
