using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Process;

/// <summary>Gives back what it is given, value by value, whatever the type.</summary>
internal sealed class EchoPlugin : Plugin
{
    public override PluginDescription Description { get; } = new("echo", "1.0.0");

    public override IReadOnlyList<PluginScalar> Scalars { get; } = [new Echo()];

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
