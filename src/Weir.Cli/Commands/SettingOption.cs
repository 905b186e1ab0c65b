namespace Weir.Cli.Commands;

/// <summary>What <c>--set name=value</c> says.</summary>
internal static class SettingOption
{
    /// <exception cref="UsageException">A setting has no name, or one name is set twice.</exception>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> texts)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new UsageException($"--set '{text}': expected name=value");
            if (!settings.TryAdd(text[..equals], text[(equals + 1)..]))
                throw new UsageException($"--set '{text}': '{text[..equals]}' is set twice");
        }
        return settings;
    }
}
