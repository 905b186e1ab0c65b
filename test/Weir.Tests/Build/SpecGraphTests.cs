using FsCheck;
using FsCheck.Fluent;
using Weir.Build.Check;
using Weir.Build.Spec;

namespace Weir.Tests.Build;

public sealed class SpecGraphTests
{
    [Fact]
    public void Among_views_that_are_ready_the_alphabet_decides() => Assert.Equal(
        ["a", "d", "b", "c", "e"],
        Order(("e", ["a"]), ("d", []), ("c", ["a", "b"]), ("b", ["d"]), ("a", [])));

    [Fact]
    public void Capital_letters_come_first() => Assert.Equal(["B", "a"], Order(("a", []), ("B", [])));

    [Fact]
    public void Every_view_comes_after_what_it_depends_on_and_the_order_of_writing_does_not_count()
    {
        // Each number is a view and the mask of the views before it that it depends on.
        Gen<int[]> masks = Gen.ArrayOf(Gen.Choose(0, 1023), 10);
        Prop.ForAll(masks.ToArbitrary(), mask =>
        {
            (string, string[])[] views = [.. mask.Select((bits, i) =>
                ($"v{(i * 7) % 10}", Enumerable.Range(0, i).Where(j => (bits >> j & 1) == 1).Select(j => $"v{(j * 7) % 10}").ToArray()))];
            string[] order = Order(views);
            Assert.All(views, view => Assert.All(view.Item2, before => Assert.True(Array.IndexOf(order, before) < Array.IndexOf(order, view.Item1))));
            Assert.Equal(order, Order([.. views.Reverse()]));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sources_that_are_views_count_as_dependencies()
    {
        string text = SpecText.With("view_definitions", $"[{SpecText.View("a", SpecText.Filter("z"))}, {SpecText.View("z", SpecText.Filter("orders"))}]");
        Assert.Equal(["z", "a"], SpecGraph.Order(SpecReader.Read(text)).Select(view => view.Name));
    }

    private static string[] Order(params (string Name, string[] After)[] views)
    {
        string json = string.Join(",", views.Select(view =>
            SpecText.View(view.Name, SpecText.Filter("orders"), $"[{string.Join(",", view.After.Select(after => $"\"{after}\""))}]")));
        return [.. SpecGraph.Order(SpecReader.Read(SpecText.With("view_definitions", $"[{json}]"))).Select(view => view.Name)];
    }
}
