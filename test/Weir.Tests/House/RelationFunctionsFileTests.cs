namespace Weir.Tests.House;

public sealed class RelationFunctionsFileTests
{
    [Fact]
    public void The_wrappers_of_functions_are_what_the_catalog_says()
    {
        using WeirRuntime runtime = FunctionsPage.Open();
        using Session session = runtime.NewSession();
        Repository.MustMatch("src/Weir/Relations/BundledFunctions.cs", new RelationFunctionsFile(session).Generate());
    }
}
