namespace Weir.Plugins.Verify;

/// <summary>
/// Tells a plugin's refusal of values, which is its right, from a breach of the contract: a wrong result, a failure
/// without words, a call that did not return, a process that died.
/// </summary>
internal static class Refusal
{
    private const string DeadProcess = "WEIR318";

    private static readonly string[] Breaches = ["WEIR3161", "WEIR3163", "WEIR3171", "WEIR3172", "WEIR3173"];

    /// <summary>Fails the check when an exception is more than a refusal.</summary>
    /// <exception cref="CheckFailedException">It is.</exception>
    public static void Require(Exception thrown)
    {
        if (thrown is CheckFailedException || IsBreach(thrown))
            throw new CheckFailedException(thrown.Message);
    }

    private static bool IsBreach(Exception thrown) => ContractBreach.Is(thrown) || (thrown is WeirException known
        && (Breaches.Contains(known.Code) || known.Code.StartsWith(DeadProcess, StringComparison.Ordinal) || known.Details.ContainsKey("breach")));
}
