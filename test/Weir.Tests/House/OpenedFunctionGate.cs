namespace Weir.Tests.House;

/// <summary>One runtime with all bundled plugins for all tests of the gate.</summary>
public sealed class OpenedFunctionGate : IDisposable
{
    private readonly WeirRuntime _runtime = FunctionsPage.Open();

    public OpenedFunctionGate() => Gate = new FunctionGate(_runtime);

    internal FunctionGate Gate { get; }

    public void Dispose() => _runtime.Dispose();
}
