using System.Globalization;

namespace Weir.Plugins;

/// <summary>Versions as texts, where only their major part decides whether two parts fit.</summary>
public static class VersionText
{
    /// <summary>The major part of <c>major.minor</c>, with or without further parts: 51 of <c>51.0.0</c>.</summary>
    /// <param name="version">The text; no prefix such as <c>v</c>, and at least two parts.</param>
    /// <returns>The major version.</returns>
    /// <exception cref="WeirException">WEIR3012: the text is no such version; the message says why.</exception>
    public static uint ParseMajor(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        string[] parts = version.Split('.');
        if (parts.Length < 2)
            throw PluginContractErrors.VersionInvalid(version, "it has no '.' behind the major version");
        if (!uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint major))
            throw PluginContractErrors.VersionInvalid(version, $"'{parts[0]}' is no whole number of 32 bits");
        return uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? major
            : throw PluginContractErrors.VersionInvalid(version, $"its minor version '{parts[1]}' is no whole number of 32 bits");
    }
}
