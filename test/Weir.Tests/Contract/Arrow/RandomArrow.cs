using FsCheck;
using FsCheck.Fluent;
using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

/// <summary>A random schema and how to make random batches of it, always the same ones from one seed.</summary>
public sealed record ArrowCase(Schema Schema, IReadOnlyList<int> RowCounts, int Seed)
{
    /// <summary>Batches with nulls; every second one is a window into a larger one.</summary>
    public List<RecordBatch> Make()
    {
        Random random = new(Seed);
        List<RecordBatch> batches = [];
        foreach (int rowCount in RowCounts)
        {
            bool window = random.Next(2) == 0;
            int before = window ? random.Next(20) : 0, after = window ? random.Next(20) : 0;
            using RecordBatch whole = RandomRows.Batch(Schema, before + rowCount + after, random);
            batches.Add(whole.Slice(before, rowCount));
        }
        return batches;
    }

    public override string ToString() => $"seed {Seed}, rows [{string.Join(", ", RowCounts)}], schema {Schema}";
}

/// <summary>Generators of types, schemas and cases.</summary>
internal static class RandomArrow
{
    public static readonly ArrowType[] PlainTypes =
    [
        ArrowType.Null, ArrowType.Boolean,
        ArrowType.Int8, ArrowType.UInt8, ArrowType.Int16, ArrowType.UInt16,
        ArrowType.Int32, ArrowType.UInt32, ArrowType.Int64, ArrowType.UInt64,
        ArrowType.Float, ArrowType.Double, new DecimalType(38, 4), new DecimalType(9, -2),
        ArrowType.Utf8, ArrowType.LargeUtf8, ArrowType.Utf8View,
        ArrowType.Binary, ArrowType.LargeBinary, ArrowType.BinaryView,
        new FixedSizeBinaryType(0), new FixedSizeBinaryType(3), ArrowType.Date32,
        new Time32Type(TimeUnit.Second), new Time32Type(TimeUnit.Millisecond),
        new Time64Type(TimeUnit.Microsecond), new Time64Type(TimeUnit.Nanosecond),
        .. Enum.GetValues<TimeUnit>().Select(unit => new TimestampType(unit)),
        .. Enum.GetValues<TimeUnit>().Select(unit => new TimestampType(unit, "Europe/Berlin")),
        .. Enum.GetValues<TimeUnit>().Select(unit => new DurationType(unit)),
        ArrowType.IntervalYearMonth, ArrowType.IntervalDayTime, ArrowType.IntervalMonthDayNano,
    ];

    private static readonly ArrowType[] IndexTypes =
        [ArrowType.Int8, ArrowType.UInt8, ArrowType.Int16, ArrowType.UInt16, ArrowType.Int32, ArrowType.UInt32, ArrowType.Int64, ArrowType.UInt64];

    public static Arbitrary<ArrowCase> Cases { get; } = Arb.From(
        from fields in Fields(3, 4)
        from batches in Gen.Choose(0, 3)
        from rowCounts in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(1, 40))).ListOf(batches)
        from metadata in Metadata
        from seed in Gen.Choose(0, int.MaxValue)
        select new ArrowCase(new Schema(fields, metadata), rowCounts, seed));

    /// <summary>Cases that an IPC stream can hold.</summary>
    public static Arbitrary<ArrowCase> IpcCases { get; } =
        Cases.Filter(one => one.Schema.Fields.All(field => IsIpc(field.Type)));

    private static Gen<IReadOnlyDictionary<string, string>?> Metadata { get; } =
        Gen.Elements<IReadOnlyDictionary<string, string>?>(null, new Dictionary<string, string> { ["ключ"] = "wert", ["empty"] = "" });

    private static bool IsIpc(ArrowType type) => type is DictionaryType dictionary
        ? dictionary.Value is not DictionaryType && IsIpc(dictionary.Value)
        : type.ChildFields.All(field => IsIpc(field.Type));

    private static Gen<ArrowType> Type(int depth)
    {
        Gen<ArrowType> plain = Gen.Elements(PlainTypes);
        if (depth == 0)
            return plain;
        return Gen.Frequency(
            (6, plain),
            (1, Field(depth - 1).Select(ArrowType (field) => new ListType(field))),
            (1, Field(depth - 1).Select(ArrowType (field) => new LargeListType(field))),
            (1, from field in Field(depth - 1) from size in Gen.Choose(0, 3) select (ArrowType)new FixedSizeListType(field, size)),
            (2, Fields(depth - 1, 3).Select(ArrowType (fields) => new StructType(fields))),
            (1, from key in Gen.Elements(PlainTypes) from value in Field(depth - 1) from sorted in Gen.Elements(true, false)
                select (ArrowType)new MapType(new Field("key", key, Nullable: false), value, sorted)),
            (1, from index in Gen.Elements(IndexTypes) from value in Type(depth - 1) from ordered in Gen.Elements(true, false)
                select (ArrowType)new DictionaryType(index, value, ordered)));
    }

    private static Gen<Field> Field(int depth) =>
        from name in Gen.Elements("a", "b", "item", "größe", "")
        from type in Type(depth)
        from nullable in Gen.Elements(true, false)
        from metadata in Metadata
        select new Field(name, type, nullable, metadata);

    private static Gen<Field[]> Fields(int depth, int countMax) =>
        Gen.Choose(0, countMax).SelectMany(count => Field(depth).ArrayOf(count));
}

/// <summary>Fills writers with random rows.</summary>
internal static class RandomRows
{
    private static readonly string[] Syllables = ["a", "weir", "Ω", "漢字", "🌊", " ", "\0", "mill race "];

    public static RecordBatch Batch(Schema schema, int rowCount, Random random)
    {
        // Without columns there is nothing that could count rows but the batch itself.
        if (schema.Fields.Count == 0)
            return new RecordBatch(schema, rowCount, []);
        using RecordBatchWriter writer = new(schema);
        int nullPercent = random.Next(3) * 40;
        for (int i = 0; i < rowCount; i++)
            for (int k = 0; k < schema.Fields.Count; k++)
                Append(writer[k], schema.Fields[k], random, nullPercent);
        return writer.Finish();
    }

    private static void Append(ColumnWriter writer, Field field, Random random, int nullPercent)
    {
        if (writer is NullWriter || (field.Nullable && random.Next(100) < nullPercent))
        {
            writer.AppendNull();
            return;
        }
        switch (writer)
        {
            case BooleanWriter booleans: booleans.Append(random.Next(2) == 0); break;
            case FixedWriter<sbyte> w: w.Append(Value<sbyte>(random)); break;
            case FixedWriter<byte> w: w.Append(Value<byte>(random)); break;
            case FixedWriter<short> w: w.Append([Value<short>(random)]); break;
            case FixedWriter<ushort> w: w.Append(Value<ushort>(random)); break;
            case FixedWriter<int> w: w.Append(Value<int>(random)); break;
            case FixedWriter<uint> w: w.Append(Value<uint>(random)); break;
            case FixedWriter<long> w: w.Append([Value<long>(random)]); break;
            case FixedWriter<ulong> w: w.Append(Value<ulong>(random)); break;
            case FixedWriter<float> w: w.Append(Value<float>(random)); break;
            case FixedWriter<double> w: w.Append(Value<double>(random)); break;
            case FixedWriter<Int128> w: w.Append(Value<Int128>(random)); break;
            case FixedWriter<DayTimeInterval> w: w.Append(Value<DayTimeInterval>(random)); break;
            case FixedWriter<MonthDayNanoInterval> w: w.Append(Value<MonthDayNanoInterval>(random)); break;
            case BytesWriter bytes: AppendBytes(bytes, random); break;
            case ListWriter lists: AppendList(lists, random, nullPercent); break;
            case StructWriter structs: AppendStruct(structs, random, nullPercent); break;
            case DictionaryWriter dictionary: AppendIndex(dictionary, field, random, nullPercent); break;
            default: throw new InvalidOperationException(writer.GetType().Name);
        }
    }

    private static unsafe T Value<T>(Random random) where T : unmanaged
    {
        T value = default;
        if (random.Next(8) > 0)
            random.NextBytes(new Span<byte>(&value, sizeof(T)));
        return value;
    }

    private static void AppendBytes(BytesWriter writer, Random random)
    {
        if (writer.Type.IsText)
        {
            writer.Append(string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Syllables[random.Next(Syllables.Length)])));
            return;
        }
        byte[] bytes = new byte[writer.Type is FixedSizeBinaryType type ? type.Width : random.Next(30)];
        random.NextBytes(bytes);
        writer.Append(bytes);
    }

    private static void AppendList(ListWriter writer, Random random, int nullPercent)
    {
        Field element = writer.Type switch
        {
            ListType list => list.Element,
            LargeListType list => list.Element,
            FixedSizeListType list => list.Element,
            _ => ((MapType)writer.Type).Entries,
        };
        int count = (writer.Type as FixedSizeListType)?.Size ?? random.Next(4);
        for (int i = 0; i < count; i++)
            Append(writer.Element, element, random, nullPercent);
        writer.EndRow();
    }

    private static void AppendStruct(StructWriter writer, Random random, int nullPercent)
    {
        StructType type = (StructType)writer.Type;
        for (int k = 0; k < type.Fields.Count; k++)
            Append(writer[k], type.Fields[k], random, nullPercent);
        writer.EndRow();
    }

    private static void AppendIndex(DictionaryWriter writer, Field field, Random random, int nullPercent)
    {
        Field values = new("values", ((DictionaryType)field.Type).Value);
        while (writer.Values.Length < 5)
            Append(writer.Values, values, random, nullPercent);
        writer.Append(random.Next(5));
    }
}
