namespace Weir.Build.Plan;

/// <summary>A transform as SQL over the names of its sources, before it is bound.</summary>
/// <param name="Sql">One SELECT.</param>
/// <param name="Reads">The relations that the SELECT names.</param>
/// <param name="Warnings">What the lowering noticed.</param>
internal sealed record LoweredView(string Sql, IReadOnlyList<Relation> Reads, IReadOnlyList<BuildWarning> Warnings)
{
    public LoweredView(string sql, params Relation[] reads)
        : this(sql, reads, [])
    {
    }

    public static BuildWarning Coercion(string view, string column, string left, string right) => new(
        "semantic_validation_warning",
        "Compilation",
        $"ImplicitTypeCoercion: view '{view}' brings {left} and {right} to one type for '{column}'",
        new Dictionary<string, string> { ["kind"] = "ImplicitTypeCoercion", ["view"] = view, ["column"] = column });
}
