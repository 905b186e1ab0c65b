using FsCheck;
using FsCheck.Fluent;
using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

/// <summary>Damaged IPC streams give rows or a WeirException: never another exception, never a crash, never a leak.</summary>
public sealed class IpcFuzzTests
{
    // One value may claim to repeat two billion nulls; touching these proves nothing.
    private const int TouchedMax = 200;

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true);

    [Fact]
    [Trait("Requirement", "R131")]
    public void Random_byte_changes_give_rows_or_an_error_with_a_code() => ForDamaged(200, (bytes, random) =>
    {
        for (int changes = random.Next(1, 8); changes > 0; changes--)
            bytes[random.Next(bytes.Length)] = Interesting(random);
        return bytes;
    });

    [Fact]
    public void Changes_of_whole_numbers_give_rows_or_an_error_with_a_code() => ForDamaged(200, (bytes, random) =>
    {
        int[] numbers = [0, 1, -1, 4, 8, 64, int.MaxValue, int.MinValue, bytes.Length, 1 << 20];
        for (int changes = random.Next(1, 3); changes > 0; changes--)
            BitConverter.TryWriteBytes(bytes.AsSpan(random.Next(bytes.Length / 4) * 4), numbers[random.Next(numbers.Length)]);
        return bytes;
    });

    [Fact]
    public void Truncated_streams_give_rows_or_an_error_with_a_code() =>
        ForDamaged(100, (bytes, random) => bytes[..random.Next(bytes.Length)]);

    [Fact]
    public void Bytes_that_are_no_stream_at_all_give_an_error_with_a_code() => ForDamaged(100, (bytes, random) =>
    {
        random.NextBytes(bytes.AsSpan(8));
        return bytes;
    });

    private static byte Interesting(Random random) =>
        random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };

    private static void ForDamaged(int times, Func<byte[], Random, byte[]> damage) =>
        Check.One(Many, Prop.ForAll(RandomArrow.IpcCases, one =>
        {
            using MemoryLedger ledger = MemoryLedger.Open();
            List<RecordBatch> batches = one.Make();
            byte[] good = IpcBytes.Of(one.Schema, batches);
            batches.ForEach(batch => batch.Dispose());
            Random random = new(one.Seed);
            for (int i = 0; i < times; i++)
                ReadAll(damage((byte[])good.Clone(), random), seekable: i % 2 == 0);
            Assert.Equal(0, ledger.Live);
        }));

    private static void ReadAll(byte[] bytes, bool seekable)
    {
        try
        {
            using ArrowIpcReader reader = new(seekable ? new MemoryStream(bytes) : new UnseekableStream(bytes));
            while (reader.Read() is RecordBatch batch)
                using (batch)
                    foreach (ArrowArray column in batch.Columns)
                        Touch(column, TouchedMax);
        }
        catch (WeirException error)
        {
            Assert.Matches("^WEIR300[1-4]$", error.Code);
        }
    }

    private static int Touch(ArrowArray array, int budget)
    {
        for (int i = 0; i < array.Length && budget > 0; i++, budget--)
            if (!array.IsNull(i) && array.ChildCount == 0)
                ArrowText.Value(array, i);
        for (int k = 0; k < array.ChildCount && budget > 0; k++)
            budget = Touch(array.Child(k), budget);
        return budget;
    }

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
