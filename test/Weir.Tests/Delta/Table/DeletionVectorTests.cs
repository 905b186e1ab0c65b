using FsCheck;
using FsCheck.Fluent;
using Weir.Delta.Actions;
using Weir.Delta.Table;
using Weir.Storage;
using Weir.Tests.Delta.Log;

namespace Weir.Tests.Delta.Table;

public sealed class DeletionVectorTests
{
    // The protocol's own example of an inline vector was made before its format was settled: big-endian, of another magic number.
    [Fact]
    public void An_older_serialisation_is_refused_and_not_misread()
    {
        byte[] content = Z85.Decode("wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L")!;
        Assert.Contains("magic number", Assert.Throws<FormatException>(() => DeletedRows.Parse(content.AsSpan(0, 40))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HelloWorld", 0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B)]
    public void Z85_is_read_and_written_as_its_specification_says(string text, params int[] bytes)
    {
        byte[] content = [.. bytes.Select(value => (byte)value)];
        Assert.Equal(content, Z85.Decode(text));
        Assert.Equal(text, Z85.Encode(content));
    }

    [Theory]
    [InlineData("Hell")]
    [InlineData("Hell~")]
    [InlineData("#####")]
    public void Text_that_is_no_Z85_is_refused(string text) => Assert.Null(Z85.Decode(text));

    [Fact]
    public void Every_bitmap_is_read_as_it_was_written_in_every_form() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(RowSets().ToArbitrary(), rows =>
    {
        long[] expected = [.. rows.Distinct().Order()];
        foreach (RoaringWriter.Form form in Enum.GetValues<RoaringWriter.Form>())
        {
            DeletedRows read = DeletedRows.Parse(RoaringWriter.Write(rows, form));
            Assert.Equal(expected.Length, read.Count);
            Assert.Equal(expected, read.All());
            foreach (long row in rows.SelectMany(row => new[] { row - 1, row, row + 1 }).Where(row => row >= 0))
                Assert.Equal(expected.Contains(row), read.Contains(row));
            long first = Math.Max(0, expected.FirstOrDefault() - 70);
            byte[] kept = new byte[200];
            read.MarkKept(first, kept);
            Assert.Equal(Enumerable.Range(0, kept.Length).Select(i => expected.Contains(first + i) ? (byte)0 : (byte)1), kept);
        }
    }));

    [Fact]
    public void Any_damage_to_a_bitmap_is_an_error_or_another_bitmap_and_never_a_crash() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        RowSets().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (rows, place, value) =>
        {
            byte[] bytes = RoaringWriter.Write(rows, RoaringWriter.Form.Plain);
            bytes[place % bytes.Length] = (byte)value;
            byte[] cut = bytes[..(place % bytes.Length)];
            foreach (byte[] damaged in new[] { bytes, cut })
            {
                try
                {
                    Assert.True(DeletedRows.Parse(damaged).Count >= 0);
                }
                catch (FormatException)
                {
                    continue;
                }
            }
        }));

    [Fact]
    public async Task Vectors_are_read_from_their_file_by_offset_and_held_to_their_checksum()
    {
        byte[] one = RoaringWriter.Write([1, 5], RoaringWriter.Form.Plain), two = RoaringWriter.Write([0, 70_000], RoaringWriter.Form.Runs);
        (byte[] file, int[] offsets) = RoaringWriter.File(one, two);
        LogBuilder log = new LogBuilder().Start(
            LogBuilder.Add("a", Descriptor(one, offsets[0], 2)), LogBuilder.Add("b", Descriptor(two, offsets[1], 2)), LogBuilder.Add("c"));
        log.Store.Put("ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin", file);
        Snapshot snapshot = await log.OpenAsync();
        DeletedRows?[] rows = await snapshot.DeletionVectors.ReadAsync(snapshot.Files, CancellationToken.None);
        Assert.Equal(["1,5", "0,70000", ""], rows.Select(deleted => string.Join(',', deleted?.All() ?? [])));
        Assert.Equal(5, snapshot.RowCount);
    }

    [Theory]
    [InlineData("a flipped bit")]
    [InlineData("cut")]
    [InlineData("gone")]
    [InlineData("another count")]
    [InlineData("another size")]
    [InlineData("an offset beyond the end")]
    [InlineData("an unknown storage type")]
    [InlineData("no UUID")]
    public async Task A_vector_that_cannot_be_trusted_is_an_error_that_names_the_data_file(string damage)
    {
        byte[] vector = RoaringWriter.Write([1, 5], RoaringWriter.Form.Plain);
        (byte[] file, int[] offsets) = RoaringWriter.File(vector);
        DeletionVectorDescriptor descriptor = Descriptor(vector, offsets[0], 2);
        switch (damage)
        {
            case "a flipped bit": file[offsets[0] + 20] ^= 1; break;
            case "cut": file = file[..^3]; break;
            case "another count": descriptor = descriptor with { Cardinality = 3 }; break;
            case "another size": descriptor = descriptor with { SizeInBytes = vector.Length - 4 }; break;
            case "an offset beyond the end": descriptor = descriptor with { Offset = int.MaxValue }; break;
            case "an unknown storage type": descriptor = descriptor with { StorageType = "x" }; break;
            case "no UUID": descriptor = descriptor with { PathOrInlineDv = "short" }; break;
        }
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add("data/a", descriptor));
        if (damage != "gone")
            log.Store.Put("ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin", file);
        Snapshot snapshot = await log.OpenAsync();
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => snapshot.DeletionVectors.ReadAsync(snapshot.Files, CancellationToken.None));
        Assert.Equal(("WEIR2016", "data/a"), (error.Code, error.Details["path"]));
    }

    [Fact]
    public async Task A_vector_outside_the_table_is_read_only_where_that_is_allowed()
    {
        byte[] vector = RoaringWriter.Write([7], RoaringWriter.Form.Plain);
        (byte[] file, int[] offsets) = RoaringWriter.File(vector);
        DeletionVectorDescriptor descriptor = Descriptor(vector, offsets[0], 1) with { StorageType = "p", PathOrInlineDv = "file:///elsewhere/a%20b.bin" };
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add("a", descriptor));
        Snapshot snapshot = await log.OpenAsync();
        Assert.Equal("WEIR2017", (await Assert.ThrowsAsync<WeirException>(() => snapshot.DeletionVectors.ReadAsync(snapshot.Files, CancellationToken.None))).Code);
        using TemporaryFolder folder = new();
        await System.IO.File.WriteAllBytesAsync(folder["a b.bin"], file);
        DeletionVectorSource trusting = new(new LocalStore(folder["table"]), mayLeaveRoot: true);
        DeletionVectorDescriptor there = descriptor with { PathOrInlineDv = new Uri(folder["a b.bin"]).AbsoluteUri };
        Assert.Equal([7L], (await trusting.ReadAsync(there, "a", CancellationToken.None)).All());
    }

    [Fact]
    public async Task An_inline_vector_may_be_padded()
    {
        byte[] vector = RoaringWriter.Write([3, 4], RoaringWriter.Form.Runs);
        byte[] padded = [.. vector, .. new byte[(4 - (vector.Length % 4)) % 4]];
        DeletionVectorDescriptor descriptor = new("i", Z85.Encode(padded), null, vector.Length, 2);
        Assert.Equal([3L, 4], (await new DeletionVectorSource(new LogBuilder().Store, mayLeaveRoot: false).ReadAsync(descriptor, "a", CancellationToken.None)).All());
    }

    private static DeletionVectorDescriptor Descriptor(byte[] vector, int offset, long count) => new("u", "ab^-aqEH.-t@S}K{vb[*k^", offset, vector.Length, count);

    // Rows near the borders of containers and buckets, runs, and many in one container.
    private static Gen<long[]> RowSets()
    {
        Gen<long> row = Gen.OneOf(
            Gen.Choose(0, 300).Select(i => (long)i),
            Gen.Choose(65_500, 65_600).Select(i => (long)i),
            Gen.Choose(-3, 3).Select(i => (1L << 32) + i),
            Gen.Choose(0, int.MaxValue).Select(i => (long)i << 8));
        Gen<long[]> few = row.ArrayOf();
        Gen<long[]> many = from start in row from length in Gen.Choose(1, 6000) from step in Gen.Choose(1, 3)
                           select Enumerable.Range(0, length).Select(i => start + ((long)i * step)).ToArray();
        return from left in few from right in Gen.Frequency((3, few), (1, many)) select left.Concat(right).ToArray();
    }
}
