using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>What must hold of a table: projections, filters and limits give what the whole table says they give.</summary>
internal sealed class TableChecks(string subject, Func<PluginTable> open, int rowsMax)
{
    private const int BatchesKept = 3;

    public async Task RunAsync(CheckRunner runner)
    {
        List<string> rows = [];
        bool isWhole = false;
        await runner.RunAsync("schema", subject, () => (rows, isWhole) = ReadAll()).ConfigureAwait(false);
        await runner.RunAsync("early_release", subject, ReleaseEarly).ConfigureAwait(false);
        await runner.RunAsync("release", subject, BatchesOutliveTheirTable).ConfigureAwait(false);
        await runner.RunAsync("cancellation", subject, () => EndsWhenCancelled(runner.CancellationToken)).ConfigureAwait(false);
        await runner.RunAsync("snapshot_id", subject, SnapshotsAgree).ConfigureAwait(false);
        if (!isWhole)
        {
            await runner.RunAsync("endless", subject, () => throw new CheckSkippedException(
                $"it has more than {rowsMax} rows: only its first rows were read, and projections, filters and limits were not compared")).ConfigureAwait(false);
            return;
        }
        await runner.RunAsync("repeatable", subject, () => Check.Same(Sorted(rows), Sorted(ReadAll().Rows), "Read again it has other rows")).ConfigureAwait(false);
        await runner.RunAsync("row_count", subject, () => RowCountIsTrue(rows.Count)).ConfigureAwait(false);
        await runner.RunAsync("projection", subject, () => ProjectionsAgree(rows.Count)).ConfigureAwait(false);
        await runner.RunAsync("limit", subject, LimitsKeepRows).ConfigureAwait(false);
        await runner.RunAsync("filters", subject, FiltersAreTrue).ConfigureAwait(false);
    }

    private static string[] Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];

    private (List<string> Rows, bool IsWhole) ReadAll()
    {
        using PluginTable table = open();
        Check.That(table.PartitionCount >= 1, $"It has {table.PartitionCount} partitions; a table has at least one");
        Check.That(table.Schema.Fields.Count > 0, "It has no columns");
        Check.Equal(table.Schema, table.Schema, "Its schema changes from call to call");
        List<string> rows = [];
        for (int partition = 0; partition < table.PartitionCount; partition++)
            if (!Read(table, new PluginScanRequest(partition), batch => rows.AddRange(CellText.RowsOf(batch)), table.Schema))
                return (rows, false);
        return (rows, true);
    }

    // False when there are more rows than are read.
    private bool Read(PluginTable table, PluginScanRequest request, Action<RecordBatch> use, Schema expected)
    {
        using RecordBatchReader reader = table.Scan(request, CancellationToken.None);
        Check.That(SameTypes(reader.Schema, expected), $"A scan gives the columns ({reader.Schema}) where ({expected}) were asked for");
        int rows = 0, empty = 0;
        while (reader.Read() is { } batch)
        {
            using (batch)
            {
                Check.That(SameTypes(batch.Schema, expected), $"A batch has the columns ({batch.Schema}) where ({expected}) were declared");
                HoldsWhatItPromises(batch);
                use(batch);
                rows += batch.RowCount;
                empty = batch.RowCount == 0 ? empty + 1 : 0;
            }
            Check.That(empty < 1000, "It gives empty batches without end");
            if (rows > rowsMax)
                return false;
        }
        return true;
    }

    private static bool SameTypes(Schema one, Schema other) =>
        one.Fields.Count == other.Fields.Count && one.Fields.Zip(other.Fields).All(pair => pair.First.Name == pair.Second.Name && pair.First.Type == pair.Second.Type);

    private static void HoldsWhatItPromises(RecordBatch batch)
    {
        for (int column = 0; column < batch.Schema.Fields.Count; column++)
        {
            Field field = batch.Schema.Fields[column];
            ArrowArray values = batch.Column(column);
            Check.That(values.Length == batch.RowCount, $"The column '{field.Name}' has {values.Length} rows in a batch of {batch.RowCount}");
            Check.That(field.Nullable || values.NullCount == 0, $"The column '{field.Name}' holds NULL, but its schema promises that it has none");
        }
    }

    // Batches are the host's from their reading on: it may let the table go, and free them on another thread.
    private void BatchesOutliveTheirTable()
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        List<RecordBatch> kept = [];
        try
        {
            List<string> before = [];
            using (PluginTable table = open())
            using (RecordBatchReader reader = table.Scan(new PluginScanRequest(0), CancellationToken.None))
            {
                while (kept.Count < BatchesKept && reader.Read() is { } batch)
                {
                    kept.Add(batch);
                    before.AddRange(CellText.RowsOf(batch));
                }
            }
            Check.Same(before, [.. kept.SelectMany(CellText.RowsOf)], "When a scan goes on and is freed, batches that were read before change");
        }
        finally
        {
            Parallel.ForEach(kept, batch => batch.Dispose());
        }
        Check.Released(ledger);
    }

    private void ReleaseEarly()
    {
        using PluginTable table = open();
        using (table.Scan(new PluginScanRequest(0), CancellationToken.None))
        {
        }
        using RecordBatchReader reader = table.Scan(new PluginScanRequest(0), CancellationToken.None);
        reader.Read()?.Dispose();
    }

    private void EndsWhenCancelled(CancellationToken outer)
    {
        using CancellationTokenSource cancelled = CancellationTokenSource.CreateLinkedTokenSource(outer);
        using PluginTable table = open();
        int rows = 0;
        try
        {
            using RecordBatchReader reader = table.Scan(new PluginScanRequest(0), cancelled.Token);
            cancelled.Cancel();
            while (reader.Read(cancelled.Token) is { } batch)
            {
                using (batch)
                    rows += batch.RowCount;
                Check.That(rows <= rowsMax, $"It goes on for more than {rowsMax} rows after it was cancelled");
            }
        }
        catch (OperationCanceledException)
        {
            rows = 0;
        }
        ReleaseEarly();
    }

    private void SnapshotsAgree()
    {
        using PluginTable one = open();
        using PluginTable other = open();
        if (one.SnapshotId is null)
            throw new CheckSkippedException("it has no snapshot id");
        Check.Equal(one.SnapshotId, other.SnapshotId, "Opened twice it names two snapshots, though nothing changed between");
    }

    private void RowCountIsTrue(int rows)
    {
        using PluginTable table = open();
        if (table.RowCount is not { IsExact: true } count)
            throw new CheckSkippedException("it does not say how many rows it has");
        Check.That(count.Rows == rows, $"It says that it has exactly {count.Rows} rows and gives {rows}");
    }

    private void ProjectionsAgree(int rows)
    {
        using PluginTable table = open();
        int[] all = [.. Enumerable.Range(0, table.Schema.Fields.Count)];
        foreach (int[] projection in (int[][])[[], [.. all.Reverse()], .. all.Select(column => (int[])[column])])
        {
            Schema wanted = new([.. projection.Select(column => table.Schema.Fields[column])]);
            List<string> narrow = [], wide = [];
            for (int partition = 0; partition < table.PartitionCount; partition++)
            {
                Read(table, new PluginScanRequest(partition) { Projection = projection }, batch => narrow.AddRange(CellText.RowsOf(batch)), wanted);
                Read(table, new PluginScanRequest(partition), batch => wide.AddRange(Columns(batch, projection)), table.Schema);
            }
            string name = projection.Length == 0 ? "no columns" : string.Join(", ", wanted.Fields.Select(field => field.Name));
            Check.That(narrow.Count == rows, $"With the projection of {name} it has {narrow.Count} rows, without one {rows}");
            Check.Same(Sorted(wide), Sorted(narrow), $"With the projection of {name} the values differ");
        }
    }

    private static IEnumerable<string> Columns(RecordBatch batch, int[] projection) => Enumerable.Range(0, batch.RowCount)
        .Select(row => string.Join(" | ", projection.Select(column => CellText.Of(batch.Column(column), row))));

    private void LimitsKeepRows()
    {
        using PluginTable table = open();
        for (int partition = 0; partition < table.PartitionCount; partition++)
        {
            int rows = Count(table, new PluginScanRequest(partition));
            foreach (long limit in (long[])[0, 1, 10, rows + 1L])
            {
                int limited = Count(table, new PluginScanRequest(partition) { LimitRows = limit });
                Check.That(limited >= Math.Min(limit, rows), $"With a limit of {limit} partition {partition} gives {limited} of its {rows} rows: too few");
                Check.That(limited <= rows, $"With a limit of {limit} partition {partition} gives {limited} rows, more than without");
            }
        }
    }

    private int Count(PluginTable table, PluginScanRequest request)
    {
        int rows = 0;
        Read(table, request, batch => rows += batch.RowCount, table.Schema);
        return rows;
    }

    private void FiltersAreTrue()
    {
        using PluginTable table = open();
        List<PluginFilter> filters = [];
        try
        {
            using RecordBatchReader reader = table.Scan(new PluginScanRequest(0), CancellationToken.None);
            using RecordBatch? sample = reader.Read();
            if (sample is null or { RowCount: 0 })
                throw new CheckSkippedException("it has no rows to take values from");
            for (int column = 0; column < table.Schema.Fields.Count; column++)
                filters.AddRange(FilterMeaning.On(column, sample));
            IReadOnlyList<FilterSupport> support = table.Support(filters);
            Check.That(support.Count == filters.Count, $"It was asked about {filters.Count} filters and answered {support.Count}");
            if (support.All(answer => answer == FilterSupport.Unsupported))
                throw new CheckSkippedException("it supports no filter");
            for (int i = 0; i < filters.Count; i++)
                if (support[i] != FilterSupport.Unsupported)
                    FilterIsTrue(table, filters[i], support[i]);
        }
        finally
        {
            filters.ForEach(filter => filter.Values?.Dispose());
        }
    }

    private void FilterIsTrue(PluginTable table, PluginFilter filter, FilterSupport support)
    {
        List<string> expected = [], given = [];
        for (int partition = 0; partition < table.PartitionCount; partition++)
        {
            Read(table, new PluginScanRequest(partition), batch => expected.AddRange(CellText.RowsOf(batch)
                .Where((_, row) => FilterMeaning.Fits(filter, batch.Column(filter.Column), row))), table.Schema);
            Read(table, new PluginScanRequest(partition) { Filters = [filter] }, batch => given.AddRange(CellText.RowsOf(batch)), table.Schema);
        }
        string name = $"{table.Schema.Fields[filter.Column].Name} {filter.Operator}";
        string[] lost = [.. Missing(expected, given)];
        Check.That(lost.Length == 0, $"The filter '{name}' is called {support} but loses {lost.Length} rows that fit, the first: {lost.FirstOrDefault()}");
        string[] extra = support == FilterSupport.Exact ? [.. Missing(given, expected)] : [];
        Check.That(extra.Length == 0, $"The filter '{name}' is called Exact but gives {extra.Length} rows that do not fit, the first: {extra.FirstOrDefault()}");
    }

    // What of one multiset is not in the other.
    private static IEnumerable<string> Missing(IEnumerable<string> one, IEnumerable<string> other)
    {
        Dictionary<string, int> left = other.GroupBy(row => row).ToDictionary(group => group.Key, group => group.Count());
        foreach (string row in one)
        {
            int count = left.GetValueOrDefault(row);
            if (count == 0)
                yield return row;
            else
                left[row] = count - 1;
        }
    }
}
