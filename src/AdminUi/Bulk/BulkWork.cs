using AdminUi.Api;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Roles;

namespace AdminUi.Bulk;

/// <summary>Reads the accounts, and does to them what was asked, in order: the API decides about each by itself.</summary>
internal sealed class BulkWork(UserApiClient api)
{
    public const int MostItems = 100;
    private const int ReadAtOnce = 8;

    public async Task<IReadOnlyList<BulkItem>> ReadAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var items = new BulkItem[ids.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, ids.Count, options, async (index, stop) =>
            items[index] = Describe(ids[index], await api.GetUserAsync(ids[index].ToString(), stop)));
        return items;
    }

    /// <summary>The role that the act names; null for an act without one, or when there is no such role.</summary>
    public async Task<RoleResource?> FindRoleAsync(BulkAct act, CancellationToken cancellationToken) =>
        act.IsAboutRoles ? (await api.ChooseFromRolesAsync(cancellationToken))?.FirstOrDefault(role => role.Name == act.RoleName) : null;

    public async Task<IReadOnlyList<BulkItem>> DoAsync(
        BulkAct act, RoleResource? role, IReadOnlyList<BulkItem> items, CancellationToken cancellationToken)
    {
        var done = new List<BulkItem>();
        var ended = false;
        foreach (var item in items)
        {
            var outcome = ended ? BulkOutcome.NotTried : await DoOneAsync(act, role, item.Id, cancellationToken);
            ended |= outcome.EndsAll;
            done.Add(item with { Outcome = outcome });
        }
        return done;
    }

    public async Task<BulkOutcome> DoOneAsync(BulkAct act, RoleResource? role, Guid id, CancellationToken cancellationToken) =>
        BulkOutcome.Of(await act.DoAsync(api, id, role, cancellationToken));

    private static BulkItem Describe(Guid id, ApiAnswer<UserProfileResource> answer) => answer.TryGet(out var person, out _)
        ? new BulkItem(id, person.Name, person.Username, person.Status)
        : new BulkItem(id, id.ToString(), "", Status: null);
}
