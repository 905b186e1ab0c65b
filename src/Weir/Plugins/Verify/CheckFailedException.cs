namespace Weir.Plugins.Verify;

/// <summary>Ends a check: the contract is broken. Never leaves the verifier.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
