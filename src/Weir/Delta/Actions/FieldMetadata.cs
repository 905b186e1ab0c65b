using System.Globalization;
using System.Text.Json;

namespace Weir.Delta.Actions;

/// <summary>
/// What a schema says about a field besides its type ("Column Metadata"). Values are kept as JSON
/// text, so that members which this version does not know survive a rewrite of the schema.
/// Immutable; equality is by value, whatever the order.
/// </summary>
internal sealed class FieldMetadata(IEnumerable<KeyValuePair<string, string>> members) : IEquatable<FieldMetadata>
{
    public static readonly FieldMetadata Empty = new([]);

    private readonly SortedDictionary<string, string> _members =
        new(members.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The members by name, sorted; values are JSON text.</summary>
    public IReadOnlyDictionary<string, string> Members => _members;

    public bool Contains(string name) => _members.ContainsKey(name);

    /// <summary>A string member's value; null when there is none or it is not a string.</summary>
    public string? Text(string name) =>
        _members.TryGetValue(name, out string? json) && json.StartsWith('"')
            ? new JsonCursor(System.Text.Encoding.UTF8.GetBytes(json)).String()
            : null;

    /// <summary>A whole number's value; null when there is none or it is none.</summary>
    public long? Number(string name) =>
        _members.TryGetValue(name, out string? json) && long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;

    public bool Equals(FieldMetadata? other) => other is not null && _members.SequenceEqual(other._members);

    public override bool Equals(object? obj) => Equals(obj as FieldMetadata);

    public override int GetHashCode() => _members.Count;

    /// <summary>These members and one more, or the same member with a new value.</summary>
    /// <param name="name">Name of the member.</param>
    /// <param name="value">Its value, a string.</param>
    public FieldMetadata With(string name, string value) =>
        new(_members.Where(member => member.Key != name)
            .Append(new(name, $"\"{JsonEncodedText.Encode(value)}\"")));
}
