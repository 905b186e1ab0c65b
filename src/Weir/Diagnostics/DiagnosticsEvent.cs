namespace Weir.Diagnostics;

/// <summary>Something happened: a run started, a version was committed, a statement was slow.</summary>
public sealed record DiagnosticsEvent : DiagnosticsRecord;
