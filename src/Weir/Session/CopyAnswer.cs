using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Delta.Table;
using Weir.Storage;

namespace Weir.Sessions;

/// <summary>Turns the rows that COPY answers with RETURN_STATS, one a file, into actions of the log.</summary>
internal sealed class CopyAnswer(DataFileRequest request, IReadOnlyList<StatisticsColumn> statistics)
{
    /// <summary>One action a row of the batch.</summary>
    public IEnumerable<AddFile> Files(RecordBatch batch)
    {
        ArrowArray name = Column(batch, "filename"), rows = Column(batch, "count"), size = Column(batch, "file_size_bytes");
        ArrowArray columns = Column(batch, "column_statistics"), partition = Column(batch, "partition_keys");
        for (int row = 0; row < batch.RowCount; row++)
        {
            string file = name.GetString(row);
            yield return new AddFile
            {
                Path = EncodedPath.Of(ObjectPath.Parse(Relative(file))),
                PartitionValues = Partition(partition, row),
                Size = checked((long)size.Values<ulong>()[row]),
                ModificationTime = new DateTimeOffset(File.GetLastWriteTimeUtc(file)).ToUnixTimeMilliseconds(),
                Stats = CopyStatistics.ToJson(statistics, checked((long)rows.Values<ulong>()[row]), Columns(columns, row)),
            };
        }
    }

    private static ArrowArray Column(RecordBatch batch, string name) => batch.Column(batch.Schema.IndexOf(name));

    private string Relative(string file)
    {
        string relative = Path.GetRelativePath(request.TableRoot, file);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    private Dictionary<string, string?> Partition(ArrowArray keys, int row)
    {
        Dictionary<string, string?> values = [];
        if (request.PartitionColumns.Count == 0)
            return values;
        Dictionary<string, string?> told = Texts(keys, row);
        foreach (string column in request.PartitionColumns)
        {
            StructField field = request.Schema.Columns.First(known => known.Name == column);
            values[column] = PartitionValue.Parse(field, told[column]).ToLogText();
        }
        return values;
    }

    private static Dictionary<string, CopyColumn> Columns(ArrowArray map, int row)
    {
        Dictionary<string, CopyColumn> columns = new(StringComparer.Ordinal);
        (int start, int length) = map.GetListRange(row);
        ArrowArray entries = map.Child(0);
        for (int entry = start; entry < start + length; entry++)
        {
            Dictionary<string, string?> facts = Texts(entries.Child(1), entry);
            columns[entries.Child(0).GetString(entry)] = new CopyColumn(
                facts.GetValueOrDefault("min"), facts.GetValueOrDefault("max"),
                facts.GetValueOrDefault("null_count") is { } nulls ? long.Parse(nulls, System.Globalization.CultureInfo.InvariantCulture) : null,
                facts.GetValueOrDefault("has_nan") == "true");
        }
        return columns;
    }

    private static Dictionary<string, string?> Texts(ArrowArray map, int row)
    {
        Dictionary<string, string?> texts = new(StringComparer.Ordinal);
        (int start, int length) = map.GetListRange(row);
        (ArrowArray keys, ArrowArray values) = (map.Child(0).Child(0), map.Child(0).Child(1));
        for (int entry = start; entry < start + length; entry++)
            texts[keys.GetString(entry)] = values.IsNull(entry) ? null : values.GetString(entry);
        return texts;
    }
}
