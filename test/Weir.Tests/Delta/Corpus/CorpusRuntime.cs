using System.Globalization;
using Weir.Arrow;

namespace Weir.Tests.Delta.Corpus;

/// <summary>One runtime for the tests of a class, and readers of results.</summary>
public sealed class CorpusRuntime : IDisposable
{
    private readonly WeirRuntime _runtime = WeirRuntime.Open(new WeirOptions { Threads = 2 });

    /// <summary>A session in which <c>t</c> is the table at a version (null: the newest).</summary>
    internal Session Open(CorpusTable table, long? version = null)
    {
        Session session = _runtime.NewSession();
        session.Register("t", new DatasetLocation(table.Root, Version: version));
        return session;
    }

    internal Session OpenEmpty() => _runtime.NewSession();

    /// <summary>Reads an answer to its end and counts its rows.</summary>
    internal static long Drain(Session session, string sql)
    {
        using QueryResult result = session.Run(new Query(sql));
        using RecordBatchReader reader = result.AsReader();
        long rows = 0;
        while (reader.Read() is { } batch)
        {
            using (batch)
                rows += batch.RowCount;
        }
        return rows;
    }

    /// <summary>The rows of an answer as text, columns joined by <c>|</c>, null as <c>NULL</c>, in the order of the answer.</summary>
    internal static List<string> Rows(Session session, string sql)
    {
        using QueryResult result = session.Run(new Query(CorpusRows.AsText(sql)));
        using RecordBatchReader reader = result.AsReader();
        return CorpusRows.Read(reader);
    }

    internal static long Count(Session session, string sql) => long.Parse(Assert.Single(Rows(session, sql)), CultureInfo.InvariantCulture);

    public void Dispose() => _runtime.Dispose();
}
