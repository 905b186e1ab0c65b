using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>Which SQL types leave the engine as Arrow data: one row a type that does not, with the cast that helps.</summary>
internal static class ExportableTypes
{
    /// <summary>Refuses what Arrow cannot carry.</summary>
    /// <param name="column">The column's path, for errors.</param>
    /// <param name="type">Its SQL type.</param>
    /// <returns>How its values must be checked, or null when all values of the type travel.</returns>
    /// <exception cref="WeirException">WEIR4015.</exception>
    public static RangeCheck? Require(string column, DuckTypeHandle type)
    {
        DuckTypeId id = DuckApiType.Id(type);
        return id switch
        {
            DuckTypeId.TimeTz => throw EngineErrors.TypeNotExportable(column, "TIME WITH TIME ZONE", $"{column}::TIME or {column}::VARCHAR"),
            DuckTypeId.Bit => throw EngineErrors.TypeNotExportable(column, "BIT", $"{column}::VARCHAR"),
            DuckTypeId.BigNum => throw EngineErrors.TypeNotExportable(column, "BIGNUM", $"{column}::VARCHAR"),
            DuckTypeId.Variant => throw EngineErrors.TypeNotExportable(column, "VARIANT", $"{column}::JSON or {column}::VARCHAR"),
            DuckTypeId.Union => throw EngineErrors.TypeNotExportable(column, "UNION", $"{column}::VARCHAR or union_extract({column}, tag)"),
            DuckTypeId.Geometry => throw EngineErrors.TypeNotExportable(column, "GEOMETRY", $"{column}::VARCHAR"),
            DuckTypeId.HugeInt or DuckTypeId.UHugeInt or DuckTypeId.Interval => new RangeCheck(column, id, []),
            DuckTypeId.List => Nested(column, id, [(column + "[]", DuckApiType.ListElement(type))]),
            DuckTypeId.Array => Nested(column, id, [(column + "[]", DuckApiType.ArrayElement(type))], (int)DuckApiType.ArraySize(type)),
            DuckTypeId.Map => Nested(column, id, [(column + ".key", DuckApiType.MapKey(type)), (column + ".value", DuckApiType.MapValue(type))]),
            DuckTypeId.Struct => Nested(column, id, Fields(column, type)),
            _ => null,
        };
    }

    private static unsafe List<(string, DuckTypeHandle)> Fields(string column, DuckTypeHandle type)
    {
        List<(string, DuckTypeHandle)> fields = [];
        for (ulong i = 0; i < DuckApiType.StructChildCount(type); i++)
            fields.Add(($"{column}.{EngineText.Take(DuckApiType.StructChildName(type, i))}", DuckApiType.StructChild(type, i)));
        return fields;
    }

    private static RangeCheck? Nested(string column, DuckTypeId id, IEnumerable<(string Path, DuckTypeHandle Type)> children, int size = 0)
    {
        List<RangeCheck?> checks = [];
        foreach ((string path, DuckTypeHandle type) in children)
            using (type)
                checks.Add(Require(path, type));
        return checks.TrueForAll(check => check is null) ? null : new RangeCheck(column, id, checks, size);
    }
}
