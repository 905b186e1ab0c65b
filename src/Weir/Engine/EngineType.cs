namespace Weir.Engine;

/// <summary>
/// What the engine calls a type. Arrow has no UUID, JSON or HUGEINT, so a result's schema alone does not tell them.
/// </summary>
/// <param name="Id">Its kind.</param>
/// <param name="Text">The type as SQL writes it; an ENUM without its words.</param>
/// <param name="Children">Element of a list, key and value of a map, fields of a struct; else none.</param>
internal sealed record EngineType(DuckTypeId Id, string Text, IReadOnlyList<EngineType> Children)
{
    private static readonly Dictionary<DuckTypeId, EngineType> Plain = new (DuckTypeId Id, string Text)[]
    {
        (DuckTypeId.Boolean, "BOOLEAN"), (DuckTypeId.TinyInt, "TINYINT"), (DuckTypeId.SmallInt, "SMALLINT"), (DuckTypeId.Integer, "INTEGER"),
        (DuckTypeId.BigInt, "BIGINT"), (DuckTypeId.UTinyInt, "UTINYINT"), (DuckTypeId.USmallInt, "USMALLINT"), (DuckTypeId.UInteger, "UINTEGER"),
        (DuckTypeId.UBigInt, "UBIGINT"), (DuckTypeId.Float, "FLOAT"), (DuckTypeId.Double, "DOUBLE"), (DuckTypeId.Timestamp, "TIMESTAMP"),
        (DuckTypeId.Date, "DATE"), (DuckTypeId.Time, "TIME"), (DuckTypeId.Interval, "INTERVAL"), (DuckTypeId.HugeInt, "HUGEINT"),
        (DuckTypeId.Varchar, "VARCHAR"), (DuckTypeId.Blob, "BLOB"), (DuckTypeId.TimestampS, "TIMESTAMP_S"), (DuckTypeId.TimestampMs, "TIMESTAMP_MS"),
        (DuckTypeId.TimestampNs, "TIMESTAMP_NS"), (DuckTypeId.Enum, "ENUM"), (DuckTypeId.Uuid, "UUID"), (DuckTypeId.TimestampTz, "TIMESTAMP WITH TIME ZONE"),
        (DuckTypeId.UHugeInt, "UHUGEINT"), (DuckTypeId.SqlNull, "NULL"), (DuckTypeId.TimeNs, "TIME_NS"),
    }.ToDictionary(row => row.Id, row => new EngineType(row.Id, row.Text, []));

    private static readonly EngineType Json = new(DuckTypeId.Varchar, "JSON", []);

    /// <summary>Reads a type of the engine.</summary>
    public static unsafe EngineType Of(DuckTypeHandle type)
    {
        DuckTypeId id = DuckApiType.Id(type);
        switch (id)
        {
            case DuckTypeId.Varchar:
                return EngineText.Take(DuckApiType.Alias(type)) == "JSON" ? Json : Plain[id];
            case DuckTypeId.Decimal:
                return new EngineType(id, $"DECIMAL({DuckApiType.DecimalWidth(type)},{DuckApiType.DecimalScale(type)})", []);
            case DuckTypeId.List:
                EngineType element = Child(DuckApiType.ListElement(type));
                return new EngineType(id, $"{element.Text}[]", [element]);
            case DuckTypeId.Array:
                EngineType item = Child(DuckApiType.ArrayElement(type));
                return new EngineType(id, $"{item.Text}[{DuckApiType.ArraySize(type)}]", [item]);
            case DuckTypeId.Map:
                (EngineType key, EngineType value) = (Child(DuckApiType.MapKey(type)), Child(DuckApiType.MapValue(type)));
                return new EngineType(id, $"MAP({key.Text}, {value.Text})", [key, value]);
            case DuckTypeId.Struct:
                return Struct(type);
            default:
                return Plain.TryGetValue(id, out EngineType? plain) ? plain : new EngineType(id, id.ToString().ToUpperInvariant(), []);
        }
    }

    private static unsafe EngineType Struct(DuckTypeHandle type)
    {
        List<EngineType> children = [];
        List<string> texts = [];
        for (ulong i = 0; i < DuckApiType.StructChildCount(type); i++)
        {
            EngineType child = Child(DuckApiType.StructChild(type, i));
            children.Add(child);
            texts.Add($"{EngineText.Quote(EngineText.Take(DuckApiType.StructChildName(type, i)) ?? "")} {child.Text}");
        }
        return new EngineType(DuckTypeId.Struct, $"STRUCT({string.Join(", ", texts)})", children);
    }

    private static EngineType Child(DuckTypeHandle type)
    {
        using (type)
            return Of(type);
    }
}
