using System.Text;

namespace Weir;

/// <summary>How the engine runs a query, as a tree that <see cref="ToString"/> draws; with what it really did when the query was run for it. Immutable.</summary>
/// <param name="Root">The last step; its inputs are below it.</param>
/// <param name="Tables">The tables of the query, with the files that were left out of each Delta table.</param>
/// <param name="PluginCalls">The calls of functions and tables of plugins, as <c>function (plugin)</c>.</param>
public sealed record QueryPlan(PlanStep Root, IReadOnlyList<TableBinding> Tables, IReadOnlyList<string> PluginCalls)
{
    /// <summary>The plan as lines for a person.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (TableBinding table in Tables)
            Append(text, table);
        if (PluginCalls.Count > 0)
            text.Append("plugin calls: ").AppendJoin(", ", PluginCalls).Append('\n');
        Append(text, Root, "", "");
        return text.ToString();
    }

    private static void Append(StringBuilder text, TableBinding table)
    {
        text.Append("table ").Append(table.Name);
        if (table.Provider is { } provider)
            text.Append(" by ").Append(provider.Provider).Append(" of the plugin ").Append(provider.Plugin);
        if (table.SnapshotId is { } snapshot)
            text.Append(" state ").Append(snapshot);
        if (table.Version is { } version)
            text.Append(" version ").Append(version);
        if (table.Files is not { } files)
        {
            text.Append('\n');
            return;
        }
        text.Append(": ").Append(files.FilesRead).Append(" of ").Append(files.FilesTotal).Append(" files");
        text.Append(files.FilesCandidate == files.FilesTotal ? "" : $", {files.FilesCandidate} by partition values").Append('\n');
        if (files.Reason is { } reason)
            text.Append("  all files: ").Append(reason).Append('\n');
        foreach (PruningCondition condition in files.Conditions)
            text.Append(condition.IsUsed ? "  files left out by " : "  no files left out by ").Append(condition.Sql).Append(condition.Obstacle is { } why ? $": {why}" : "").Append('\n');
    }

    private static void Append(StringBuilder text, PlanStep step, string first, string rest)
    {
        text.Append(first).Append(step.Name);
        if (step.Rows is { } rows)
            text.Append("  ").Append(rows).Append(rows == 1 ? " row" : " rows");
        if (step.RowsScanned is > 0)
            text.Append(" of ").Append(step.RowsScanned);
        if (step.RowsEstimated is { } estimated)
            text.Append(step.Rows is null ? "  about " : ", about ").Append(estimated).Append(step.Rows is null ? " rows" : " expected");
        text.Append('\n');
        string below = step.Inputs.Count > 0 ? "│ " : "  ";
        foreach ((string name, string value) in step.Details)
            text.Append(rest).Append(below).Append("  ").Append(name).Append(": ").Append(value).Append('\n');
        for (int i = 0; i < step.Inputs.Count; i++)
        {
            bool isLast = i == step.Inputs.Count - 1;
            Append(text, step.Inputs[i], rest + (isLast ? "└─ " : "├─ "), rest + (isLast ? "   " : "│  "));
        }
    }
}

/// <summary>A step of a plan. Immutable.</summary>
/// <param name="Name">The engine's name of the operator, for example <c>HASH_JOIN</c>.</param>
/// <param name="Details">What it does: conditions, filters that were pushed into a scan, projections.</param>
/// <param name="Inputs">The steps whose rows it takes.</param>
public sealed record PlanStep(string Name, IReadOnlyList<KeyValuePair<string, string>> Details, IReadOnlyList<PlanStep> Inputs)
{
    /// <summary>The rows that the engine expected; null where it does not say.</summary>
    public long? RowsEstimated { get; init; }

    /// <summary>The rows that it gave; null when the query was not run.</summary>
    public long? Rows { get; init; }

    /// <summary>The rows that it read; null when the query was not run, or the step reads none.</summary>
    public long? RowsScanned { get; init; }

    /// <summary>The time that it worked, over all threads; null when the query was not run.</summary>
    public TimeSpan? Time { get; init; }
}
