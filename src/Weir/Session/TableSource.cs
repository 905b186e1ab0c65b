namespace Weir.Sessions;

/// <summary>What a table name of a session stands for.</summary>
internal abstract record TableSource
{
    private TableSource()
    {
    }

    /// <summary>Rows at a location.</summary>
    public sealed record Dataset(DatasetLocation Location) : TableSource;

    /// <summary>Rows of a query over other tables of the session.</summary>
    public sealed record View(string Sql) : TableSource;
}
