using System.Text.Json;
using Weir.Engine.Syntax;
using Weir.Engine.Syntax.Lineage;

namespace Weir.Sessions;

/// <summary>Makes the lineage of a query.</summary>
internal static class LineageReading
{
    /// <summary>Reads a statement.</summary>
    /// <param name="statement">A statement of a tree without members that have their default.</param>
    /// <param name="sources">Tells tables, views and functions.</param>
    /// <param name="functionOf">Tells what a call means.</param>
    /// <param name="columns">The columns of the result by the engine's word; null where it cannot tell them yet.</param>
    public static QueryLineage Of(
        JsonElement statement, ILineageSources sources, Func<string, CallShape, RequiredFunction> functionOf, IReadOnlyList<(string Name, string? Type)>? columns)
    {
        ReadColumns read = new();
        LineageFacts facts = new();
        FlowRows rows = new QueryFlows(sources, facts, read).Read(statement.GetProperty("node"), outer: null);
        (string Name, string? Type, IReadOnlySet<Flow> Flows)[] results = Results(rows, columns, facts);
        HashSet<int> required = [.. results.SelectMany(column => column.Flows).Concat(rows.Presence).Select(flow => flow.Column)];
        return new QueryLineage
        {
            Columns = [.. results.Select(column => new LineageColumn(column.Name, column.Type, Sources(column.Flows, rows.Presence, read)))],
            Tables = [.. facts.Sources.Select(source => new LineageTable(source.Name, source.Kind, Required(source.Name, required, read)))],
            Functions =
            [
                .. facts.Functions.Values.OrderBy(function => function.Name, StringComparer.Ordinal).Select(function => functionOf(function.Name, new CallShape(
                    function.IsInFrom ? CallPlace.From : function.IsWindow ? CallPlace.Window : CallPlace.Expression,
                    [.. Enumerable.Repeat(new CallArgument("", null), function.Arguments)]))),
            ],
            Unknown = facts.Unknown,
            Fingerprint = StatementTree.Fingerprint(statement),
        };
    }

    // Where the engine sees other columns than were found here, each may depend on everything.
    private static (string, string?, IReadOnlySet<Flow>)[] Results(FlowRows rows, IReadOnlyList<(string Name, string? Type)>? told, LineageFacts facts)
    {
        if (rows.Unknown is { } unknown)
            facts.NotUnderstood(unknown);
        if (told is null)
            return [.. rows.Columns.Select((column, place) => (column.Name ?? $"column{place}", (string?)null, column.Flows)), .. rows.IsOpen ? [("*", null, rows.Rest)] : ((string, string?, IReadOnlySet<Flow>)[])[]];
        if (!rows.IsOpen && told.Count == rows.Columns.Count)
            return [.. told.Select((column, place) => (column.Name, column.Type, rows.Columns[place].Flows))];
        if (!rows.IsOpen)
            facts.NotUnderstood("which columns the result has");
        IReadOnlySet<Flow> all = rows.Everything();
        return [.. told.Select(column => (column.Name, column.Type, all))];
    }

    private static LineageSource[] Sources(IReadOnlySet<Flow> flows, IReadOnlySet<Flow> presence, ReadColumns read) =>
    [
        .. flows.Concat(presence).Distinct().Select(flow => new LineageSource(read[flow.Column].Source, read[flow.Column].Column, flow.Kind))
            .OrderBy(source => source.Table, StringComparer.Ordinal).ThenBy(source => source.Column, StringComparer.Ordinal).ThenBy(source => source.Kind),
    ];

    private static string[] Required(string source, HashSet<int> required, ReadColumns read) =>
    [
        .. required.Select(column => read[column]).Where(column => column.Source.Equals(source, StringComparison.OrdinalIgnoreCase))
            .Select(column => column.Column).Order(StringComparer.Ordinal),
    ];
}
