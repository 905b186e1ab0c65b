using Weir.Arrow;
using Weir.Delta.Actions;

namespace Weir.Tests.Delta.Log;

/// <summary>Makes the Arrow rows of a checkpoint from actions, as Parquet would give them.</summary>
internal static class CheckpointBatch
{
    private static readonly MapType TextMap = new(new Field("key", ArrowType.Utf8, false), new Field("value", ArrowType.Utf8));
    private static readonly ListType TextList = new(new Field("element", ArrowType.Utf8));

    private static readonly StructType VectorType = new(
    [
        new("storageType", ArrowType.Utf8), new("pathOrInlineDv", ArrowType.Utf8), new("offset", ArrowType.Int32),
        new("sizeInBytes", ArrowType.Int32), new("cardinality", ArrowType.Int64),
    ]);

    public static readonly Schema Schema = new(
        new Field("add", new StructType(
        [
            new("path", ArrowType.Utf8), new("partitionValues", TextMap), new("size", ArrowType.Int64),
            new("modificationTime", ArrowType.Int64), new("dataChange", ArrowType.Boolean), new("stats", ArrowType.Utf8),
            new("deletionVector", VectorType),
        ])),
        new Field("metaData", new StructType(
        [
            new("id", ArrowType.Utf8), new("schemaString", ArrowType.Utf8), new("partitionColumns", TextList), new("configuration", TextMap),
        ])),
        new Field("protocol", new StructType(
        [
            new("minReaderVersion", ArrowType.Int32), new("minWriterVersion", ArrowType.Int32),
            new("readerFeatures", TextList), new("writerFeatures", TextList),
        ])),
        new Field("txn", new StructType([new("appId", ArrowType.Utf8), new("version", ArrowType.Int64)])),
        new Field("sidecar", new StructType([new("path", ArrowType.Utf8)])));

    /// <summary>One row an action.</summary>
    public static RecordBatch Of(IEnumerable<DeltaAction> actions)
    {
        using RecordBatchWriter writer = new(Schema);
        foreach (DeltaAction action in actions)
        {
            object?[] row = action switch
            {
                AddFile add =>
                [
                    new object?[]
                    {
                        add.Path, add.PartitionValues, add.Size, add.ModificationTime, false, add.Stats,
                        add.DeletionVector is { } v ? new object?[] { v.StorageType, v.PathOrInlineDv, v.Offset, v.SizeInBytes, v.Cardinality } : null,
                    },
                    null, null, null, null,
                ],
                MetadataAction m =>
                [
                    null,
                    new object?[] { m.Id, m.SchemaString, m.PartitionColumns, m.Configuration.ToDictionary(e => e.Key, e => (string?)e.Value) },
                    null, null, null,
                ],
                ProtocolAction p => [null, null, new object?[] { p.MinReaderVersion, p.MinWriterVersion, p.ReaderFeatures, p.WriterFeatures }, null, null],
                TransactionAction t => [null, null, null, new object?[] { t.AppId, t.Version }, null],
                SidecarFile s => [null, null, null, null, new object?[] { s.Path }],
                _ => throw new NotSupportedException(action.GetType().Name),
            };
            for (int i = 0; i < row.Length; i++)
                Append(writer[i], row[i]);
        }
        return writer.Finish();
    }

    private static void Append(ColumnWriter column, object? value)
    {
        switch (column, value)
        {
            case (_, null):
                column.AppendNull();
                break;
            case (BytesWriter text, string s):
                text.Append(s.AsSpan());
                break;
            case (FixedWriter<long> number, long n):
                number.Append(n);
                break;
            case (FixedWriter<int> number, int n):
                number.Append(n);
                break;
            case (BooleanWriter flag, bool b):
                flag.Append(b);
                break;
            case (StructWriter fields, object?[] values):
                for (int i = 0; i < values.Length; i++)
                    Append(fields[i], values[i]);
                fields.EndRow();
                break;
            case (ListWriter list, IReadOnlyList<string> items):
                foreach (string item in items)
                    Append(list.Element, item);
                list.EndRow();
                break;
            case (ListWriter map, IReadOnlyDictionary<string, string?> entries):
                foreach ((string key, string? entry) in entries)
                    Append(map.Element, new object?[] { key, entry });
                map.EndRow();
                break;
            default:
                throw new NotSupportedException($"{column.GetType().Name} <- {value.GetType().Name}");
        }
    }
}
