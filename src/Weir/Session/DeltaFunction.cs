using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Weir.Diagnostics;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>
/// The SQL function <c>read_delta(path, version := n)</c>: a macro that names a view, which the session
/// has made beforehand from the call's literals.
/// </summary>
internal static class DeltaFunction
{
    /// <summary>The function's name.</summary>
    public const string Name = "read_delta";

    private const string ViewPrefix = "weir_read_delta_";

    /// <summary>Makes the macro on a connection.</summary>
    public const string Macro =
        $"CREATE OR REPLACE TEMP MACRO {Name}(path, version := NULL) AS TABLE " +
        $"SELECT * FROM query_table('{ViewPrefix}' || sha256(concat(path, '@', version)))";

    /// <summary>The view that the macro looks for.</summary>
    public static string ViewName(string path, long? version)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"{path}@{version}");
        return ViewPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    /// <summary>Reads a call's arguments.</summary>
    /// <exception cref="WeirException">WEIR5006: they are not literals, or not those of the function.</exception>
    public static (string Path, long? Version) Arguments(TableCall call)
    {
        string? path = null;
        long? version = null;
        foreach ((string? name, JsonElement? literal) in call.Arguments)
        {
            bool isVersion = string.Equals(name, "version", StringComparison.OrdinalIgnoreCase) || (name is null && path is not null);
            if (isVersion && literal is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) && value >= 0)
                version = value;
            else if (!isVersion && name is null or "path" && literal is { ValueKind: JsonValueKind.String } text)
                path = text.GetString();
            else
                throw PolicyErrors.ReadDeltaForm($"the argument {name ?? (path is null ? "path" : "version")} of {Name} is not a literal of its type");
        }
        return path is { Length: > 0 } ? (path, version) : throw PolicyErrors.ReadDeltaForm($"{Name} is called without a path");
    }
}
