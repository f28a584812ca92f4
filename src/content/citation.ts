/** The paper. */
export const CITATION = `@inproceedings{wang2025vheat,
  title     = {Building Vision Models upon Heat Conduction},
  author    = {Wang, Zhaozhi and Liu, Yue and Tian, Yunjie and Liu, Yunfan and Wang, Yaowei and Ye, Qixiang},
  booktitle = {Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)},
  year      = {2025},
  note      = {arXiv:2405.16555}
}`;

/** This app. @param address where it is served */
export function appCitation(address: string): string {
  return `@misc{vheatexplorer,
  title  = {{vHeat Explorer}: how a vision network sees by conducting heat},
  author = {{The vHeat Explorer authors}},
  year   = {2026},
  url    = {${address}}
}`;
}
