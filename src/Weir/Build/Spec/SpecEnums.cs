using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Build;

/// <summary>Reads and writes an enum by the exact name of its member; numbers and other cases are refused.</summary>
internal class ExactNameConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private readonly string[] _names;

    public ExactNameConverter()
        : this(name => name)
    {
    }

    protected ExactNameConverter(Func<string, string> spelling) => _names = [.. Enum.GetNames<TEnum>().Select(spelling)];

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? written = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        int index = written is null ? -1 : Array.IndexOf(_names, written);
        return index >= 0
            ? Enum.GetValues<TEnum>()[index]
            : throw new JsonException($"{(written is null ? "The value" : $"'{written}'")} is not one of: {string.Join(", ", _names)}.");
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WriteStringValue(_names[Array.IndexOf(Enum.GetValues<TEnum>(), value)]);
}

/// <summary>As <see cref="ExactNameConverter{TEnum}"/>, with the names in lower case.</summary>
internal sealed class LowerNameConverter<TEnum>() : ExactNameConverter<TEnum>(name => name.ToLowerInvariant())
    where TEnum : struct, Enum;

/// <summary>What a write does with the rows that are there.</summary>
[JsonConverter(typeof(ExactNameConverter<MaterializationMode>))]
public enum MaterializationMode
{
    /// <summary>Replaces all rows, in one commit.</summary>
    Overwrite,

    /// <summary>Keeps them and adds the new ones.</summary>
    Append,
}

/// <summary>How the rows of two sources are matched.</summary>
[JsonConverter(typeof(ExactNameConverter<JoinType>))]
public enum JoinType
{
    /// <summary>Pairs that match.</summary>
    Inner,

    /// <summary>Pairs that match, and the other rows of the left side.</summary>
    Left,

    /// <summary>Pairs that match, and the other rows of the right side.</summary>
    Right,

    /// <summary>Pairs that match, and the other rows of both sides.</summary>
    Full,

    /// <summary>Rows of the left side that have a match.</summary>
    Semi,

    /// <summary>Rows of the left side that have none.</summary>
    Anti,
}

/// <summary>Which part of the code graph a view emits.</summary>
[JsonConverter(typeof(ExactNameConverter<CpgOutputKind>))]
public enum CpgOutputKind
{
    /// <summary>Nodes: entity_id, path, bstart, bend.</summary>
    Nodes,

    /// <summary>Edges.</summary>
    Edges,

    /// <summary>Properties, one a row.</summary>
    Props,

    /// <summary>Properties, one map a node.</summary>
    PropsMap,

    /// <summary>Edges by their source.</summary>
    EdgesBySrc,

    /// <summary>Edges by their target.</summary>
    EdgesByDst,
}

/// <summary>Which rules the expressions of a spec must keep.</summary>
[JsonConverter(typeof(ExactNameConverter<RulepackProfile>))]
public enum RulepackProfile
{
    /// <summary>No chance: the same input gives the same rows.</summary>
    Default,

    /// <summary>The rules of <see cref="Default"/>.</summary>
    LowLatency,

    /// <summary>No chance and no clock, so that a build can be repeated.</summary>
    Replay,

    /// <summary>No chance and no clock.</summary>
    Strict,
}
