using Load.Sockets;
using TestKit.DPoP;

namespace Load.Scenarios;

/// <summary>Requests that each carry a DPoP proof of their own (RFC 9449 §4.2). Signing it is the generator's work, at the floor as at the provider.</summary>
internal sealed class Proved(ProofKey key, Func<string, byte[]> newRequest, string address) : IRequestSource
{
    public ReadOnlyMemory<byte>? Next() => newRequest(key.Prove("POST", address, TimeProvider.System.GetUtcNow()));

    public void Answered(Connection connection)
    {
        // The answers do not matter here but for their status.
    }
}
