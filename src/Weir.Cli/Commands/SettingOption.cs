namespace Weir.Cli.Commands;

/// <summary>What options of the form <c>--set name=value</c> say.</summary>
internal static class SettingOption
{
    /// <exception cref="UsageException">A setting has no name, or one name is set twice.</exception>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> texts, string option = "--set")
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new UsageException($"{option} '{text}': expected name=value");
            if (!settings.TryAdd(text[..equals], text[(equals + 1)..]))
                throw new UsageException($"{option} '{text}': '{text[..equals]}' is set twice");
        }
        return settings;
    }
}
