using System.Globalization;
using System.Text.RegularExpressions;
using Weir.Delta.Actions;

namespace Weir.Delta.Commands;

/// <summary>A property of the protocol that a new table may have: one row each. Others of <c>delta.</c> bring features.</summary>
/// <param name="Name">Its name, in this case of letters.</param>
/// <param name="Form">What a value looks like, for messages.</param>
/// <param name="Takes">Whether a text is such a value.</param>
internal sealed partial record TableProperty(string Name, string Form, Func<string, bool> Takes)
{
    public const string CodecName = "delta.parquet.compression.codec";

    private const string ProtocolPrefix = "delta.";

    /// <summary>Codecs of data files that are written.</summary>
    public static readonly string[] Codecs = ["zstd", "snappy", "gzip", "lz4_raw", "uncompressed"];

    /// <summary>Every row, by name.</summary>
    public static readonly TableProperty[] All =
    [
        OneOf(TableProperties.AppendOnlyName, "true", "false"),
        OneOf(TableProperties.ChangeDataFeedName, "true", "false"),
        new("delta.checkpointInterval", "a whole number from 1", value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0),
        Interval("delta.deletedFileRetentionDuration"),
        OneOf("delta.isolationLevel", "Serializable", "WriteSerializable"),
        Interval("delta.logRetentionDuration"),
        OneOf(CodecName, [.. Codecs, "none"]),
        Interval("delta.setTransactionRetentionDuration"),
    ];

    /// <summary>Why a table cannot be made with a property; null when it can.</summary>
    public static string? Fault(string name, string value)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
            return "the name of a property is empty or holds control characters";
        if (!name.StartsWith(ProtocolPrefix, StringComparison.OrdinalIgnoreCase))
            return null;
        if (All.FirstOrDefault(known => known.Name == name) is not { } property)
            return $"this version does not know the property '{name}'; it knows {string.Join(", ", All.Select(known => known.Name))}";
        return property.Takes(value) ? null : $"the property '{name}' is '{value}'; expected is {property.Form}";
    }

    /// <summary>How a table that is there contradicts the properties that a write asks for; empty when it does not.</summary>
    public static IReadOnlyList<string> Contradictions(IReadOnlyDictionary<string, string> asked, IReadOnlyDictionary<string, string> configuration) =>
        [.. asked.Select(property => Contradiction(property.Key, property.Value, configuration)).OfType<string>()];

    private static string? Contradiction(string name, string value, IReadOnlyDictionary<string, string> configuration) =>
        new TableProperties(configuration).Text(name) is not { } found ? $"it does not have the property '{name}', and '{value}' is asked for"
        : string.Equals(found, value, name.StartsWith(ProtocolPrefix, StringComparison.OrdinalIgnoreCase) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal) ? null
        : $"its property '{name}' is '{found}', and '{value}' is asked for";

    private static TableProperty OneOf(string name, params string[] values) =>
        new(name, string.Join(" or ", values), value => values.Contains(value, StringComparer.OrdinalIgnoreCase));

    private static TableProperty Interval(string name) => new(name, "an interval such as 'interval 7 days'", value => IntervalForm().IsMatch(value));

    // Months and years are no fixed time, so other writers refuse them too.
    [GeneratedRegex(@"\A(interval\s+)?[0-9]{1,9}\s+(microsecond|millisecond|second|minute|hour|day|week)s?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IntervalForm();
}
