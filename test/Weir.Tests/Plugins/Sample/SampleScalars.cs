using System.Text;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Sample;

/// <summary><c>a + b</c>, wrapping.</summary>
internal sealed class SampleAdd() : PluginScalar("sample_add", [new("a", ArrowType.Int64), new("b", ArrowType.Int64)])
{
    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

    public override void Invoke(ref PluginScalarCall batch)
    {
        ReadOnlySpan<long> left = batch.Argument(0).Values<long>();
        ReadOnlySpan<long> right = batch.Argument(1).Values<long>();
        Span<long> sum = batch.Result.Values<long>();
        for (int row = 0; row < sum.Length; row++)
            sum[row] = left[left.Length == 1 ? 0 : row] + right[right.Length == 1 ? 0 : row];
    }
}

/// <summary><c>greeting, name!</c></summary>
internal sealed class SampleGreet() : PluginScalar(
    "sample_greet", [new("name", ArrowType.Utf8), new("greeting", ArrowType.Utf8) { DefaultJson = "\"hello\"" }])
{
    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Utf8);

    public override void Invoke(ref PluginScalarCall batch)
    {
        for (int row = 0; row < batch.RowCount; row++)
        {
            if (batch.Argument(0).IsNull(row) || batch.Argument(1).IsNull(row))
                batch.Result.SetNull(row);
            else
                batch.Result.SetBytes(row, [.. batch.Argument(1).GetBytes(row), .. ", "u8, .. batch.Argument(0).GetBytes(row), .. "!"u8]);
        }
    }
}

/// <summary>FNV-1a over each part and a 0x1F after it; NULL parts are skipped; 63 bits.</summary>
internal sealed class SampleHash : PluginScalar
{
    public SampleHash() : base("sample_hash", [])
    {
        SeesNulls = true;
        FurtherArguments = new PluginParameter("part", ArrowType.Utf8);
    }

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

    public override void Invoke(ref PluginScalarCall batch)
    {
        Span<long> results = batch.Result.Values<long>();
        for (int row = 0; row < results.Length; row++)
        {
            ulong hash = 14695981039346656037;
            for (int part = 0; part < batch.ArgumentCount; part++)
            {
                ColumnView argument = batch.Argument(part);
                if (argument.IsNull(row))
                    continue;
                foreach (byte letter in argument.GetBytes(row))
                    hash = (hash ^ letter) * 1099511628211;
                hash = (hash ^ 0x1F) * 1099511628211;
            }
            results[row] = (long)(hash & long.MaxValue);
        }
    }
}

/// <summary>The text so many times; a negative number is an error.</summary>
internal sealed class SampleRepeat() : PluginScalar(
    "sample_repeat", [new("text", ArrowType.Utf8), new("times", ArrowType.Int32)])
{
    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Utf8);

    public override void Invoke(ref PluginScalarCall batch)
    {
        for (int row = 0; row < batch.RowCount; row++)
        {
            if (batch.Argument(0).IsNull(row) || batch.Argument(1).IsNull(row))
            {
                batch.Result.SetNull(row);
                continue;
            }
            ColumnView numbers = batch.Argument(1);
            int times = numbers.Values<int>()[numbers.IsConstant ? 0 : row];
            if (times < 0)
                throw new ArgumentException("times is negative");
            string text = Encoding.UTF8.GetString(batch.Argument(0).GetBytes(row));
            batch.Result.SetBytes(row, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, times))));
        }
    }
}
