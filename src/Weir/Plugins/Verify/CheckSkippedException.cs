namespace Weir.Plugins.Verify;

/// <summary>Ends a check that says nothing about its subject. Never leaves the verifier.</summary>
internal sealed class CheckSkippedException(string message) : Exception(message);
