namespace Weir.Diagnostics;

/// <summary>Tells names under which secrets stand. Pure.</summary>
internal static class SecretNames
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "[redacted]";

    private const int NameLengthMax = 256;

    // Compared without separators, so that api_key, api-key and apiKey are one.
    private static readonly string[] Words = ["authorization", "cookie", "password", "secret", "token", "apikey"];

    public static bool IsOne(ReadOnlySpan<char> name)
    {
        Span<char> bare = stackalloc char[NameLengthMax];
        int length = 0;
        foreach (char letter in name)
        {
            if (letter is '_' or '-' or '.' or ' ')
                continue;
            if (length == NameLengthMax)
                return true; // a name of that length says nothing that is worth the risk
            bare[length++] = char.ToLowerInvariant(letter);
        }
        foreach (string word in Words)
            if (bare[..length].IndexOf(word, StringComparison.Ordinal) >= 0)
                return true;
        return false;
    }
}
