using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Weir.Hashing;

namespace Weir.Plugins;

/// <summary>
/// The functions that a host and its plugins add to the engine, as one value: equal hosts give equal snapshots. Lists
/// are in order of name, and every map has every function that it can say something about.
/// </summary>
public sealed record FunctionRegistrySnapshot
{
    private const int HashBytes = 16;

    /// <summary>The version of this form.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Equal to 1.</summary>
    public required int Version { get; init; }

    /// <summary>Names of functions of the values of one row.</summary>
    public required IReadOnlyList<string> Scalar { get; init; }

    /// <summary>Names of functions of the values of many rows.</summary>
    public required IReadOnlyList<string> Aggregate { get; init; }

    /// <summary>Names of functions over partitions.</summary>
    public required IReadOnlyList<string> Window { get; init; }

    /// <summary>Names of functions that give a table.</summary>
    public required IReadOnlyList<string> Table { get; init; }

    /// <summary>Further names of functions that have some.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Aliases { get; init; }

    /// <summary>Names of the parameters, in order.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> ParameterNames { get; init; }

    /// <summary><c>immutable</c>, <c>stable</c> or <c>volatile</c>.</summary>
    public required IReadOnlyDictionary<string, string> Volatility { get; init; }

    /// <summary>Words for what a function does, by which tools choose it.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> RewriteTags { get; init; }

    /// <summary>Whether a call on constants is computed once, when its statement is planned.</summary>
    public required IReadOnlyDictionary<string, bool> Simplify { get; init; }

    /// <summary>Whether arguments are converted to declared types.</summary>
    public required IReadOnlyDictionary<string, bool> CoerceTypes { get; init; }

    /// <summary>Whether arguments may be left uncomputed.</summary>
    public required IReadOnlyDictionary<string, bool> ShortCircuits { get; init; }

    /// <summary>Types of the arguments of each signature, <c>ANY</c> for every type, <c>...</c> behind the type of any number of further ones.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> SignatureInputs { get; init; }

    /// <summary>Type of the result; null where it depends on the arguments.</summary>
    public required IReadOnlyDictionary<string, string?> ReturnTypes { get; init; }

    /// <summary>Defaults of the options of plugins, by <c>plugin.option</c>.</summary>
    public required IReadOnlyDictionary<string, JsonElement> ConfigDefaults { get; init; }

    /// <summary>Names of the functions that come from plugins.</summary>
    public required IReadOnlyList<string> CustomUdfs { get; init; }

    /// <summary>
    /// Names the set of functions: BLAKE2b of 16 bytes over each name followed by NUL, scalar, aggregate, window and table
    /// functions in this order; 32 hexadecimal digits.
    /// </summary>
    [JsonIgnore]
    public string Hash
    {
        get
        {
            string names = string.Concat(Scalar.Concat(Aggregate).Concat(Window).Concat(Table).Select(name => name + '\0'));
            Span<byte> digest = stackalloc byte[HashBytes];
            Blake2b.Hash(Encoding.UTF8.GetBytes(names), digest);
            return Convert.ToHexStringLower(digest);
        }
    }
}
