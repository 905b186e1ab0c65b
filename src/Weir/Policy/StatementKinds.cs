using System.Collections.Frozen;

namespace Weir.Policies;

/// <summary>What holds for every kind of statement: one row a kind.</summary>
internal static class StatementKinds
{
    private static readonly FrozenDictionary<SqlStatementKind, (SqlRights Rights, bool IsCarriedOut)> Rows =
        new Dictionary<SqlStatementKind, (SqlRights, bool)>
        {
            [SqlStatementKind.Query] = (SqlRights.Query, true),
            [SqlStatementKind.Explain] = (SqlRights.Explain, true),
            [SqlStatementKind.Insert] = (SqlRights.Insert, true),
            [SqlStatementKind.Update] = (SqlRights.Update, false),
            [SqlStatementKind.Delete] = (SqlRights.Delete, false),
            [SqlStatementKind.Merge] = (SqlRights.Merge, false),
            [SqlStatementKind.CreateTableAs] = (SqlRights.CreateTable, true),
            [SqlStatementKind.CreateTable] = (SqlRights.CreateTable, false),
            [SqlStatementKind.CreateView] = (SqlRights.CreateView, true),
            [SqlStatementKind.CreateFunction] = (SqlRights.CreateFunction, true),
            [SqlStatementKind.CreateExternalTable] = (SqlRights.CreateExternalTable, false),
            [SqlStatementKind.CreateSecret] = (SqlRights.CreateOther, false),
            [SqlStatementKind.CreateOther] = (SqlRights.CreateOther, false),
            [SqlStatementKind.Alter] = (SqlRights.Alter, false),
            [SqlStatementKind.Comment] = (SqlRights.Alter, false),
            [SqlStatementKind.DropTable] = (SqlRights.DropTable, false),
            [SqlStatementKind.DropView] = (SqlRights.DropView, true),
            [SqlStatementKind.DropFunction] = (SqlRights.CreateFunction, true),
            [SqlStatementKind.DropOther] = (SqlRights.DropOther, false),
            [SqlStatementKind.Truncate] = (SqlRights.Truncate, false),
            [SqlStatementKind.CopyTo] = (SqlRights.CopyTo, true),
            [SqlStatementKind.CopyFrom] = (SqlRights.CopyFrom, false),
            [SqlStatementKind.CopyDatabase] = (SqlRights.Attach, false),
            [SqlStatementKind.Attach] = (SqlRights.Attach, false),
            [SqlStatementKind.Detach] = (SqlRights.Attach, false),
            [SqlStatementKind.Install] = (SqlRights.Extensions, false),
            [SqlStatementKind.Load] = (SqlRights.Extensions, false),
            [SqlStatementKind.UpdateExtensions] = (SqlRights.Extensions, false),
            [SqlStatementKind.Set] = (SqlRights.Settings, true),
            [SqlStatementKind.Reset] = (SqlRights.Settings, true),
            [SqlStatementKind.Pragma] = (SqlRights.Pragma, false),
            [SqlStatementKind.Call] = (SqlRights.Call, false),
            [SqlStatementKind.Export] = (SqlRights.Export, false),
            [SqlStatementKind.Import] = (SqlRights.Import, false),
            [SqlStatementKind.Transaction] = (SqlRights.Transactions, false),
            [SqlStatementKind.Prepare] = (SqlRights.Prepare, true),
            [SqlStatementKind.Execute] = (SqlRights.Prepare, true),
            [SqlStatementKind.Deallocate] = (SqlRights.Prepare, true),
            [SqlStatementKind.Vacuum] = (SqlRights.Maintenance, false),
            [SqlStatementKind.Analyze] = (SqlRights.Maintenance, false),
            [SqlStatementKind.Checkpoint] = (SqlRights.Maintenance, false),
            [SqlStatementKind.Use] = (SqlRights.Use, false),
        }.ToFrozenDictionary();

    /// <summary>What the kind itself needs, without what stands inside.</summary>
    public static SqlRights RightsOf(SqlStatementKind kind) => Rows.TryGetValue(kind, out var row) ? row.Rights : SqlRights.None;

    /// <summary>Whether sessions can do it; of the others they can only say what they are.</summary>
    public static bool IsCarriedOut(SqlStatementKind kind) => Rows.TryGetValue(kind, out var row) && row.IsCarriedOut;

    /// <summary>Kinds of which the engine's parser is never told: it acts on them, or makes others of them, while it reads.</summary>
    public static bool ActsWhenParsed(SqlStatementKind kind) => kind is SqlStatementKind.Pragma or SqlStatementKind.Import or SqlStatementKind.Export or SqlStatementKind.CopyDatabase;
}
