using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>What is known of a column in each file of a table.</summary>
internal enum BoundsKind
{
    /// <summary>Its one value.</summary>
    Value,

    /// <summary>Bounds of its values, and whether there are nulls and values.</summary>
    Range,

    /// <summary>Whether there are nulls and values.</summary>
    Nulls,
}

/// <summary>A column of a table, or a field of one, in the relation that has a row a file.</summary>
/// <param name="Key">Begins the names of its columns in that relation.</param>
/// <param name="SqlType">Its type as SQL writes it.</param>
/// <param name="Kind">What is known of it.</param>
internal sealed record BoundsColumn(string Key, string SqlType, BoundsKind Kind)
{
    public const string MinSuffix = "_min", MaxSuffix = "_max", NullSuffix = "_null", ValueSuffix = "_value";

    /// <summary>The value in all rows of the file; where only types matter, a value of the column's type.</summary>
    public JsonObject Value => SyntaxNode.Column(Key);

    /// <summary>No value of the file is less; null when that is not known.</summary>
    public JsonObject Min => SyntaxNode.Column(Key + MinSuffix);

    /// <summary>No value of the file, save NaN, is greater; null when that is not known.</summary>
    public JsonObject Max => SyntaxNode.Column(Key + MaxSuffix);

    /// <summary>False when no row of the file is null.</summary>
    public JsonObject HasNull => SyntaxNode.Column(Key + NullSuffix);

    /// <summary>False when every row of the file is null.</summary>
    public JsonObject HasValue => SyntaxNode.Column(Key + ValueSuffix);

    /// <summary>Whether NaN, the greatest of all values, may be above the upper bound.</summary>
    public bool MayBeNaN => SqlType is "FLOAT" or "DOUBLE";

    /// <summary>Whether bounds that are equal say that all values are equal to them.</summary>
    public bool HasTightBounds => Kind == BoundsKind.Range
        && SqlKinds.Of(SqlType) is SqlKind.Integer or SqlKind.Decimal or SqlKind.Date;
}
