using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Generators;

/// <summary>Calls the functions of a plugin as the port says: bind, states, masks of wanted rows.</summary>
internal static unsafe class TestHost
{
    /// <summary>Runs a scalar function, rows with NULL sorted out as the engine does.</summary>
    public static object?[] Scalar(PluginScalar function, int rows, params TestColumn[] arguments) =>
        Scalar(function, rows, sortsOut: true, arguments);

    /// <summary>Runs a scalar function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="sortsOut">False: the host asks for all rows and leaves those with NULL to the function.</param>
    /// <param name="arguments">One column an argument.</param>
    public static object?[] Scalar(PluginScalar function, int rows, bool sortsOut, params TestColumn[] arguments)
    {
        ArrowType[] types = [.. arguments.Select(argument => argument.Type)];
        using TestResult result = new(function.ResultOf(types).Type, rows);
        object? bound = Bind(function, arguments, types);
        object? state = function.NewState(bound);
        ulong[]? wanted = sortsOut || function.IsTotal ? Wanted(rows, arguments, function.SeesNulls) : null;
        fixed (ColumnNode* nodes = Nodes(arguments))
        fixed (ulong* bits = wanted)
        {
            result.SetNullExcept(bits);
            PluginScalarCall call = new(nodes, types, result.Column, bits, bound, state, default);
            function.Invoke(ref call);
        }
        (state as IDisposable)?.Dispose();
        object?[] read = result.Read();
        for (int row = 0; row < rows; row++)
            if (wanted is not null && (wanted[row / 64] >> (row % 64) & 1) == 0)
                read[row] = null;
        return read;
    }

    /// <summary>Runs an aggregate in several states, which take rows in turns and are merged at the end.</summary>
    public static object? Aggregate(PluginAggregate function, int rows, int states, params TestColumn[] arguments)
    {
        ArrowType[] types = [.. arguments.Select(argument => argument.Type)];
        int size = (function.StateSizeBytes + 7) / 8 * 8;
        byte* memory = (byte*)NativeMemory.Alloc((nuint)(states * size));
        nint[] all = [.. Enumerable.Range(0, states).Select(i => (nint)memory + (i * size))];
        foreach (nint state in all)
            function.Initialize((void*)state);
        try
        {
            Update(function, rows, arguments, types, all);
            for (int i = 1; i < states; i++)
            {
                void* source = (void*)all[i], target = (void*)all[0];
                function.Merge(&source, &target, 1);
            }
            using TestResult result = new(function.ResultOf(types).Type, 1);
            ColumnResult column = result.Column;
            function.Finish(all.AsSpan(0, 1), ref column);
            return result.Read()[0];
        }
        finally
        {
            function.Destroy(all);
            NativeMemory.Free(memory);
        }
    }

    /// <summary>Runs a window function over one partition.</summary>
    public static object?[] Window(PluginWindow function, int rows, params TestColumn[] arguments)
    {
        ArrowType[] types = [.. arguments.Select(argument => argument.Type)];
        using TestResult result = new(function.ResultOf(types).Type, rows);
        fixed (ColumnNode* nodes = Nodes(arguments))
        {
            PluginWindowCall partition = new(nodes, types, result.Column, default);
            function.Evaluate(ref partition);
        }
        return result.Read();
    }

    /// <summary>Calls a table function with constants and reads all its rows.</summary>
    public static object?[][] Table(PluginTableFunction function, PluginScanRequest request, params (ArrowType Type, object? Value)[] arguments)
    {
        using RecordBatch constants = Constants(arguments);
        PluginBinding binding = new([.. arguments.Select(argument => argument.Type)], constants, [.. arguments.Select(_ => true)]);
        using PluginTable table = function.Bind(binding);
        return Rows(table, request);
    }

    /// <summary>Reads all rows of a scan.</summary>
    public static object?[][] Rows(PluginTable table, PluginScanRequest request)
    {
        List<object?[]> rows = [];
        using RecordBatchReader reader = table.Scan(request, default);
        while (reader.Read() is RecordBatch batch)
            using (batch)
                for (int row = 0; row < batch.RowCount; row++)
                    rows.Add([.. batch.Columns.Select(column => Cell(column, row))]);
        return [.. rows];
    }

    private static object? Bind(PluginScalar function, TestColumn[] arguments, ArrowType[] types)
    {
        using RecordBatch constants = Constants([.. arguments.Select(argument => (argument.Type, argument.Node.IsConstant ? argument.At(0) : null))]);
        return function.Bind(new PluginBinding(types, constants, [.. arguments.Select(argument => argument.Node.IsConstant)]));
    }

    private static void Update(PluginAggregate function, int rows, TestColumn[] arguments, ArrowType[] types, nint[] states)
    {
        void*[] target = new void*[rows + 1];
        for (int row = 0; row < rows; row++)
            target[row] = (void*)states[row * states.Length / rows];
        fixed (ColumnNode* nodes = Nodes(arguments))
        fixed (ulong* bits = Wanted(rows, arguments, function.SeesNulls))
        fixed (void** targets = target)
        {
            PluginAggregateCall call = new(nodes, types, rows, targets, bits, default);
            function.Update(ref call);
        }
    }

    private static ColumnNode[] Nodes(TestColumn[] arguments) => [.. arguments.Select(argument => argument.Node), default];

    // Null when all rows are wanted. Bits past the last row are set: they mean nothing.
    private static ulong[]? Wanted(int rows, TestColumn[] arguments, bool seesNulls)
    {
        if (seesNulls || !arguments.Any(argument => argument.Values.Contains(null)))
            return null;
        ulong[] bits = new ulong[(rows / 64) + 1];
        Array.Fill(bits, ulong.MaxValue);
        for (int row = 0; row < rows; row++)
            if (arguments.Any(argument => argument.At(row) is null))
                bits[row / 64] &= ~(1UL << (row % 64));
        return bits;
    }

    private static RecordBatch Constants((ArrowType Type, object? Value)[] values)
    {
        using RecordBatchWriter writer = new(new Schema(values.Select((value, i) => new Field($"a{i}", value.Type))));
        for (int i = 0; i < values.Length; i++)
            Append(writer[i], values[i].Value);
        return values.Length == 0 ? new RecordBatch(writer.Schema, 1, []) : writer.Finish();
    }

    private static void Append(ColumnWriter column, object? value)
    {
        switch (value)
        {
            case null: column.AppendNull(); break;
            case string text: ((BytesWriter)column).Append(text); break;
            case byte[] bytes: ((BytesWriter)column).Append((ReadOnlySpan<byte>)bytes); break;
            case bool truth: ((BooleanWriter)column).Append(truth); break;
            case int number: ((FixedWriter<int>)column).Append(number); break;
            case long number: ((FixedWriter<long>)column).Append(number); break;
            case ulong number: ((FixedWriter<ulong>)column).Append(number); break;
            case float number: ((FixedWriter<float>)column).Append(number); break;
            case double number: ((FixedWriter<double>)column).Append(number); break;
            case MonthDayNanoInterval interval: ((FixedWriter<MonthDayNanoInterval>)column).Append(interval); break;
            case Int128 number: ((FixedWriter<Int128>)column).Append(number); break;
            default: throw new ArgumentException($"No constant of {value.GetType()} is made here.");
        }
    }

    private static object? Cell(ArrowArray column, int row) => column.IsNull(row) ? null : column.Type.Id switch
    {
        ArrowTypeId.Utf8 => column.GetString(row),
        ArrowTypeId.Binary => column.GetBytes(row).ToArray(),
        ArrowTypeId.Boolean => column.GetBoolean(row),
        ArrowTypeId.Int32 or ArrowTypeId.Date32 => column.Values<int>()[row],
        ArrowTypeId.Double => column.Values<double>()[row],
        ArrowTypeId.Decimal128 => column.Values<Int128>()[row],
        _ => column.Values<long>()[row],
    };
}
