namespace Weir.Arrow.Ipc;

/// <summary>Writes the message that opens a stream; the tables are described in <see cref="IpcSchemaReader"/>.</summary>
internal static class IpcSchemaWriter
{
    public static ReadOnlySpan<byte> Message(Schema schema, IpcField[] fields)
    {
        FlatWriter flat = new();
        int fieldVector = flat.Tables(Array.ConvertAll(fields, field => Field(flat, field)));
        int metadata = Metadata(flat, schema.Metadata);
        flat.StartTable(4);
        flat.AddReference(1, fieldVector);
        if (metadata != 0)
            flat.AddReference(2, metadata);
        return Wrap(flat, IpcHeader.Schema, flat.EndTable(), 0);
    }

    /// <summary>Puts a header into the table Message: version 0, header tag 1, header 2, bodyLength 3.</summary>
    public static ReadOnlySpan<byte> Wrap(FlatWriter flat, IpcHeader tag, int header, long bodyLength)
    {
        flat.StartTable(5);
        flat.Add(3, bodyLength);
        flat.AddReference(2, header);
        flat.Add(0, IpcFormat.VersionV5);
        flat.Add(1, (byte)tag);
        return flat.Finish(flat.EndTable());
    }

    private static int Field(FlatWriter flat, IpcField field)
    {
        int name = flat.Text(field.Field.Name);
        int children = flat.Tables(Array.ConvertAll(field.Children, child => Field(flat, child)));
        (IpcTypeTag tag, int type) = Type(flat, field.ValueType);
        int dictionary = Dictionary(flat, field);
        int metadata = Metadata(flat, field.Field.Metadata);
        flat.StartTable(7);
        flat.AddReference(0, name);
        flat.AddReference(3, type);
        if (dictionary != 0)
            flat.AddReference(4, dictionary);
        flat.AddReference(5, children);
        if (metadata != 0)
            flat.AddReference(6, metadata);
        flat.Add(1, (byte)(field.Field.Nullable ? 1 : 0));
        flat.Add(2, (byte)tag);
        return flat.EndTable();
    }

    private static int Dictionary(FlatWriter flat, IpcField field)
    {
        if (field.Field.Type is not DictionaryType dictionary)
            return 0;
        int index = Type(flat, dictionary.Index).Table;
        flat.StartTable(4);
        flat.Add(0, field.DictionaryId!.Value);
        flat.AddReference(1, index);
        flat.Add(2, (byte)(dictionary.Ordered ? 1 : 0));
        return flat.EndTable();
    }

    private static int Metadata(FlatWriter flat, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
            return 0;
        List<int> pairs = [];
        foreach ((string key, string value) in metadata)
        {
            int keyText = flat.Text(key), valueText = flat.Text(value);
            flat.StartTable(2);
            flat.AddReference(0, keyText);
            flat.AddReference(1, valueText);
            pairs.Add(flat.EndTable());
        }
        return flat.Tables([.. pairs]);
    }

    private static (IpcTypeTag Tag, int Table) Type(FlatWriter flat, ArrowType type) => type switch
    {
        DecimalType number => Table(flat, IpcTypeTag.Decimal, number.Precision, number.Scale, 128),
        FixedSizeBinaryType bytes => Table(flat, IpcTypeTag.FixedSizeBinary, bytes.Width),
        Time32Type time => Time(flat, time.Unit, 32),
        Time64Type time => Time(flat, time.Unit, 64),
        TimestampType stamp => Timestamp(flat, stamp),
        DurationType duration => Table(flat, IpcTypeTag.Duration, (short)duration.Unit),
        ListType => Table<int>(flat, IpcTypeTag.List),
        LargeListType => Table<int>(flat, IpcTypeTag.LargeList),
        FixedSizeListType list => Table(flat, IpcTypeTag.FixedSizeList, list.Size),
        StructType => Table<int>(flat, IpcTypeTag.Struct),
        MapType map => Table(flat, IpcTypeTag.Map, (byte)(map.KeysSorted ? 1 : 0)),
        _ => type.Id switch
        {
            ArrowTypeId.Null => Table<int>(flat, IpcTypeTag.Null),
            ArrowTypeId.Boolean => Table<int>(flat, IpcTypeTag.Bool),
            ArrowTypeId.Float => Table<short>(flat, IpcTypeTag.FloatingPoint, 1),
            ArrowTypeId.Double => Table<short>(flat, IpcTypeTag.FloatingPoint, 2),
            ArrowTypeId.Utf8 => Table<int>(flat, IpcTypeTag.Utf8),
            ArrowTypeId.LargeUtf8 => Table<int>(flat, IpcTypeTag.LargeUtf8),
            ArrowTypeId.Utf8View => Table<int>(flat, IpcTypeTag.Utf8View),
            ArrowTypeId.Binary => Table<int>(flat, IpcTypeTag.Binary),
            ArrowTypeId.LargeBinary => Table<int>(flat, IpcTypeTag.LargeBinary),
            ArrowTypeId.BinaryView => Table<int>(flat, IpcTypeTag.BinaryView),
            ArrowTypeId.Date32 => Table<short>(flat, IpcTypeTag.Date, 0),
            ArrowTypeId.IntervalYearMonth => Table<short>(flat, IpcTypeTag.Interval, 0),
            ArrowTypeId.IntervalDayTime => Table<short>(flat, IpcTypeTag.Interval, 1),
            ArrowTypeId.IntervalMonthDayNano => Table<short>(flat, IpcTypeTag.Interval, 2),
            _ => Integer(flat, type),
        },
    };

    // A table whose fields are scalars of one type, in slots from 0.
    private static (IpcTypeTag Tag, int Table) Table<T>(FlatWriter flat, IpcTypeTag tag, params ReadOnlySpan<T> scalars) where T : unmanaged
    {
        flat.StartTable(scalars.Length);
        for (int i = 0; i < scalars.Length; i++)
            flat.Add(i, scalars[i]);
        return (tag, flat.EndTable());
    }

    private static (IpcTypeTag Tag, int Table) Integer(FlatWriter flat, ArrowType type)
    {
        bool signed = type.Id is ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64;
        flat.StartTable(2);
        flat.Add(0, type.ByteWidth * 8);
        flat.Add(1, (byte)(signed ? 1 : 0));
        return (IpcTypeTag.Int, flat.EndTable());
    }

    private static (IpcTypeTag Tag, int Table) Time(FlatWriter flat, TimeUnit unit, int bitWidth)
    {
        flat.StartTable(2);
        flat.Add(1, bitWidth);
        flat.Add(0, (short)unit);
        return (IpcTypeTag.Time, flat.EndTable());
    }

    private static (IpcTypeTag Tag, int Table) Timestamp(FlatWriter flat, TimestampType type)
    {
        int zone = type.TimeZone is null ? 0 : flat.Text(type.TimeZone);
        flat.StartTable(2);
        if (zone != 0)
            flat.AddReference(1, zone);
        flat.Add(0, (short)type.Unit);
        return (IpcTypeTag.Timestamp, flat.EndTable());
    }
}
