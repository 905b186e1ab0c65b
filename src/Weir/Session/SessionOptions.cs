namespace Weir;

/// <summary>How a session is made.</summary>
public sealed record SessionOptions
{
    /// <summary>How it comes about. Default: built for the call.</summary>
    public SessionKind Kind { get; init; }

    /// <summary>What SQL of the session may do. Null: <see cref="WeirOptions.SqlPolicy"/>.</summary>
    public SqlPolicy? Policy { get; init; }

    /// <summary>Told the verdict about every text that the session runs, on the thread that runs it, before anything of it runs. Null: nobody.</summary>
    public Action<SqlVerdict>? OnVerdict { get; init; }
}
