using OidcClient.ApiAccess;
using OidcEngine.Replay;

namespace UserApi.Access;

/// <summary>Used DPoP proofs, in the database that all instances share.</summary>
internal sealed class UsedProofs(ITakenIds takenIds) : IUsedProofs
{
    public async ValueTask<bool> TakeAsync(string thumbprint, string id, DateTimeOffset usableUntil, CancellationToken cancellationToken) =>
        await takenIds.TakeAsync(TakenIdKind.DPoPProof, thumbprint, id, usableUntil, cancellationToken);
}
