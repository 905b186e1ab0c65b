using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Process;

/// <summary>Gives back what it is given, value by value, whatever the type.</summary>
internal sealed class EchoPlugin : Plugin
{
    public override PluginDescription Description { get; } = new("echo", "1.0.0");

    public override IReadOnlyList<PluginScalar> Scalars { get; } = [new Echo(), new Nest()];

    public override IReadOnlyList<PluginWindow> Windows { get; } = [new Backwards()];

    private static void Copy(ColumnView from, ColumnResult to, int source, int target)
    {
        if (from.IsNull(source))
        {
            to.SetNull(target);
            return;
        }
        int place = from.IsConstant ? 0 : source;
        switch (from.Type)
        {
            case StructType fields:
                for (int i = 0; i < fields.Fields.Count; i++)
                    Copy(from.Field(i), to.Field(i), source, target);
                break;
            case ListType or MapType:
                (int start, int length) = from.ListRange(source);
                to.AppendList(target, length, out int first);
                for (int i = 0; i < length; i++)
                    Copy(from.Elements(), to.Field(0), start + i, first + i);
                break;
            case { IsBytes: true }: to.SetBytes(target, from.GetBytes(source)); break;
            case { Id: ArrowTypeId.Boolean }: to.SetBoolean(target, from.GetBoolean(source)); break;
            case DecimalType: to.SetDecimal(target, from.GetDecimal(source)); break;
            case { Id: ArrowTypeId.IntervalMonthDayNano }: to.SetInterval(target, from.GetInterval(source)); break;
            case { Id: ArrowTypeId.Int64 or ArrowTypeId.Double or ArrowTypeId.Timestamp }: to.Values<long>()[target] = from.Values<long>()[place]; break;
            case { Id: ArrowTypeId.Int32 or ArrowTypeId.Date32 or ArrowTypeId.Float }: to.Values<int>()[target] = from.Values<int>()[place]; break;
            default: to.Values<short>()[target] = from.Values<short>()[place]; break;
        }
    }

    private sealed class Echo : PluginScalar
    {
        public Echo() : base("echo", [new("value", null)]) => SeesNulls = true;

        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", argumentTypes[0]);

        public override void Invoke(ref PluginScalarCall batch)
        {
            for (int row = 0; row < batch.RowCount; row++)
                if (batch.Rows.IsEmpty || (batch.Rows[row >> 6] & (1UL << (row & 63))) != 0)
                    Copy(batch.Argument(0), batch.Result, row, row);
        }
    }

    /// <summary>A text in every kind of nesting; twice itself in the elements of lists.</summary>
    private sealed class Nest() : PluginScalar("nest", [new("text", ArrowType.Utf8)])
    {
        private static readonly ArrowType Pair = new StructType([new Field("x", ArrowType.Utf8), new Field("y", ArrowType.Binary)]);

        private static readonly ArrowType Type = new StructType(
        [
            new Field("text", ArrowType.Utf8), new Field("pair", Pair), new Field("list", new ListType(new Field("item", ArrowType.Utf8))),
            new Field("pairs", new ListType(new Field("item", Pair))),
        ]);

        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", Type);

        public override void Invoke(ref PluginScalarCall batch)
        {
            ColumnView texts = batch.Argument(0);
            for (int row = 0; row < batch.RowCount; row++)
            {
                if (texts.IsNull(row))
                    continue;
                ReadOnlySpan<byte> text = texts.GetBytes(row);
                batch.Result.Field(0).SetBytes(row, text);
                WritePair(batch.Result.Field(1), row, text);
                ColumnResult list = batch.Result.Field(2).AppendList(row, 2, out int first);
                list.SetBytes(first, text);
                list.SetBytes(first + 1, text);
                ColumnResult pairs = batch.Result.Field(3).AppendList(row, 2, out first);
                WritePair(pairs, first, text);
                WritePair(pairs, first + 1, text);
            }
        }

        private static void WritePair(ColumnResult pair, int row, ReadOnlySpan<byte> text)
        {
            pair.Field(0).SetBytes(row, text);
            pair.Field(1).SetBytes(row, text);
        }
    }

    private sealed class Backwards() : PluginWindow("backwards", [new("value", null)])
    {
        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", argumentTypes[0]);

        public override void Evaluate(ref PluginWindowCall partition)
        {
            for (int row = 0; row < partition.RowCount; row++)
                Copy(partition.Argument(0), partition.Result, partition.RowCount - 1 - row, row);
        }
    }
}
