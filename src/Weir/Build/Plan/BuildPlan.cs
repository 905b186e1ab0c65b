using System.Globalization;
using System.Text;

namespace Weir.Build.Plan;

/// <summary>
/// What a build will do: inputs pinned, views bound, one statement an output, all hashes. Pure data;
/// <see cref="ToText"/> prints it, the same plan always the same way.
/// </summary>
/// <param name="Inputs">What is read, sorted by name.</param>
/// <param name="Views">The views in the order of their dependencies.</param>
/// <param name="Outputs">The tables in the order in which they are written.</param>
/// <param name="Rules">The rules that the expressions were held against.</param>
/// <param name="Hashes">Identity of spec, inputs, rules and environment.</param>
/// <param name="LineageTags">Facts for every commit.</param>
/// <param name="Warnings">What planning noticed.</param>
internal sealed record BuildPlan(
    IReadOnlyList<PinnedInput> Inputs,
    IReadOnlyList<PlannedView> Views,
    IReadOnlyList<PlannedOutput> Outputs,
    RulePack Rules,
    PlanHashes Hashes,
    IReadOnlyDictionary<string, string> LineageTags,
    IReadOnlyList<BuildWarning> Warnings)
{
    public string ToText()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"spec {Hashes.SpecHash}\nenvelope {Hashes.EnvelopeHash}\n");
        text.Append(CultureInfo.InvariantCulture, $"rules {string.Join(", ", Rules.Names)}\n");
        foreach (PinnedInput input in Inputs)
            text.Append(CultureInfo.InvariantCulture, $"input {input.Name}: {input.Describe()}\n");
        foreach (PlannedView view in Views)
            text.Append(CultureInfo.InvariantCulture, $"view {view.Name} ({view.Kind}): {string.Join(", ", view.Columns.Select(c => $"{c.Name} {c.Type}"))}\n");
        foreach (PlannedOutput output in Outputs)
            text.Append(CultureInfo.InvariantCulture, $"output {output.TableName} -> {output.Location} ({output.Mode}{Partitions(output)}{Properties(output)})\n{output.Sql}\n");
        return text.ToString();
    }

    private static string Partitions(PlannedOutput output) =>
        output.PartitionBy.Count == 0 ? "" : $", by {string.Join(", ", output.PartitionBy)}";

    private static string Properties(PlannedOutput output) => string.Concat(output.TableProperties
        .OrderBy(property => property.Key, StringComparer.Ordinal)
        .Select(property => $", {property.Key} = '{property.Value.Replace("'", "''", StringComparison.Ordinal)}'"));
}

/// <summary>A view as SQL over its sources, with its bound columns.</summary>
/// <param name="Name">Its name in the spec.</param>
/// <param name="ViewKind">The spec's word for it.</param>
/// <param name="Kind">Its transform.</param>
/// <param name="Sql">One SELECT over the names in <paramref name="Reads"/>.</param>
/// <param name="Columns">Bound columns.</param>
/// <param name="Reads">Views and inputs that the SELECT names, as often as it names them.</param>
/// <param name="Warnings">What its lowering noticed.</param>
internal sealed record PlannedView(
    string Name, string ViewKind, string Kind, string Sql,
    IReadOnlyList<Column> Columns, IReadOnlyList<string> Reads, IReadOnlyList<BuildWarning> Warnings);

/// <summary>One write.</summary>
/// <param name="TableName">Name of the table.</param>
/// <param name="Location">Absolute root folder of the table.</param>
/// <param name="Sql">The statement whose rows are written.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Mode">Whether rows are added or replaced.</param>
/// <param name="PartitionBy">Partition columns.</param>
/// <param name="WriteMetadata">The spec's facts for the commit.</param>
/// <param name="MaxCommitRetries">How often a lost race is tried again; null is the writer's default.</param>
/// <param name="TableProperties">Properties that the table is made with or has.</param>
internal sealed record PlannedOutput(
    string TableName, string Location, string Sql, IReadOnlyList<Column> Columns, MaterializationMode Mode,
    IReadOnlyList<string> PartitionBy, IReadOnlyDictionary<string, string> WriteMetadata, int? MaxCommitRetries,
    IReadOnlyDictionary<string, string> TableProperties);
