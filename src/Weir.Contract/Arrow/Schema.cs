namespace Weir.Arrow;

/// <summary>The fields of a batch or stream, in order. Immutable, compared by value, metadata included.</summary>
public sealed class Schema : IEquatable<Schema>
{
    /// <summary>Makes a schema.</summary>
    /// <param name="fields">The columns in order; names need not be unique.</param>
    /// <param name="metadata">Texts by key, or null for none.</param>
    public Schema(IEnumerable<Field> fields, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Fields = Array.AsReadOnly(fields.ToArray());
        Metadata = metadata ?? Field.NoMetadata;
    }

    /// <summary>Makes a schema without metadata.</summary>
    /// <param name="fields">The columns in order.</param>
    public Schema(params Field[] fields) : this((IEnumerable<Field>)fields)
    {
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>Texts by key; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The place of the first field with this exact name.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <returns>The index, or -1 when there is none.</returns>
    public int IndexOf(string name)
    {
        for (int i = 0; i < Fields.Count; i++)
            if (Fields[i].Name == name)
                return i;
        return -1;
    }

    /// <inheritdoc/>
    public bool Equals(Schema? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Fields.SequenceEqual(other.Fields) && Field.SameMetadata(Metadata, other.Metadata));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Schema);

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.Aggregate(0, HashCode.Combine);

    /// <summary>The fields in words.</summary>
    /// <returns>A text for people; not a stable format.</returns>
    public override string ToString() => string.Join(", ", Fields);
}
