using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;
using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Storage;

namespace Weir.Tests.Delta.Commands;

/// <summary>
/// Writes rows, which are just numbers, as small text files through the store. A table may be
/// partitioned by <c>p</c>, the number modulo 3, where 0 counts as null.
/// </summary>
internal sealed class PlaceholderWriter(IObjectStore store, params IReadOnlyList<long> rows) : IDataFileWriter
{
    public const int RowsPerFile = 3;

    public DataFileRequest? Request { get; private set; }

    /// <summary>Called before each file; a test may throw or cancel here.</summary>
    public Action<int> BeforeFile { get; set; } = _ => { };

    /// <summary>What the statistics say of column <c>id</c>; null leaves it out.</summary>
    public long? NullCount { get; set; } = 0;

    /// <summary>Answer a file although there are no rows, as some engines do.</summary>
    public bool AnswersEmptyFile { get; set; }

    public async Task<IReadOnlyList<AddFile>> WriteAsync(DataFileRequest request, CancellationToken cancellationToken)
    {
        Request = request;
        List<AddFile> files = [];
        bool partitioned = request.PartitionColumns.Count > 0;
        foreach (IGrouping<long?, long> partition in rows.GroupBy(row => partitioned && row % 3 != 0 ? row % 3 : (long?)null))
        {
            foreach (long[] chunk in partition.Chunk(RowsPerFile))
                files.Add(await WriteFileAsync(request, files.Count, partitioned ? partition.Key ?? -1 : null, chunk, cancellationToken));
        }
        if (AnswersEmptyFile && files.Count == 0)
            files.Add(await WriteFileAsync(request, 0, null, [], cancellationToken));
        return files;
    }

    public static long[] Read(byte[] content) =>
        [.. Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line, CultureInfo.InvariantCulture))];

    // Partition -1 stands for null.
    private async Task<AddFile> WriteFileAsync(
        DataFileRequest request, int number, long? partition, long[] chunk, CancellationToken cancellationToken)
    {
        BeforeFile(number);
        cancellationToken.ThrowIfCancellationRequested();
        string name = request.FileName($"{number:D5}");
        string? value = partition is null or -1 ? null : $"{partition}";
        ObjectPath path = ObjectPath.Parse(partition is null ? name : $"p={value ?? "__HIVE_DEFAULT_PARTITION__"}/{name}");
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(chunk.Select(row => $"{row}\n")));
        await store.PutAsync(path, content, cancellationToken);
        string nulls = NullCount is { } count ? $$""","nullCount":{"id":{{count}}}""" : "";
        return new AddFile
        {
            Path = EncodedPath.Of(path),
            PartitionValues = partition is null ? ReadOnlyDictionary<string, string?>.Empty : new Dictionary<string, string?> { ["p"] = value },
            Size = content.Length,
            ModificationTime = 1_700_000_000_000,
            Stats = $$"""{"numRecords":{{chunk.Length}}{{nulls}}}""",
        };
    }
}
