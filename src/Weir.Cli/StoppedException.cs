namespace Weir.Cli;

/// <summary>The user stopped the work; the message says what was undone and what stays.</summary>
internal sealed class StoppedException(string undone, OperationCanceledException cause) : Exception(undone, cause);
